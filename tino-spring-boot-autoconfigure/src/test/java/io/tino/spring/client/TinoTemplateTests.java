package io.tino.spring.client;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;

import io.tino.client.TinoCallOptions;
import io.tino.client.TinoCancelledException;
import io.tino.client.TinoClient;
import io.tino.client.TinoCommandException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link TinoTemplate}.
 */
class TinoTemplateTests {

	private final StubClient client = new StubClient();

	private final TinoTemplate template = new TinoTemplate(this.client);

	@Test
	void waitsForTheReply() {
		this.client.reply.complete(3);
		assertThat(this.template.call("ADD", Integer.class, 1, 2)).isEqualTo(3);
		assertThat(this.client.called).isEqualTo("ADD class java.lang.Integer [1, 2]");
	}

	@Test
	void takesTypesWithGenerics() throws Exception {
		this.client.reply.complete(List.of("a"));
		ParameterizedTypeReference<List<String>> type = new ParameterizedTypeReference<>() {
		};
		assertThat(this.template.call("LIST", type)).containsExactly("a");
		assertThat(this.client.called).isEqualTo("LIST java.util.List<java.lang.String> []");
		assertThat(this.template.callAsync("LIST", type).get()).containsExactly("a");
		assertThat(this.template.callAsync("LIST", Object.class).get()).isEqualTo(List.of("a"));
	}

	@Test
	void callsInTheWayItIsTold() {
		this.client.reply.complete(3);
		this.template.withTimeout(Duration.ofSeconds(2))
			.withHeader("Tenant", "t")
			.withHeader("user", "tina")
			.idempotent()
			.detached()
			.call("ADD", Integer.class, 1, 2);
		assertThat(this.client.called).isEqualTo("ADD class java.lang.Integer [1, 2]");
		TinoCallOptions options = this.client.options;
		assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(options.headers()).isEqualTo(Map.of("tenant", "t", "user", "tina"));
		assertThat(options.isIdempotent()).isTrue();
		assertThat(options.isDetached()).isTrue();
	}

	@Test
	void everyCallIsMadeInTheWayOfItsTemplate() {
		this.client.reply.complete(3);
		ParameterizedTypeReference<Integer> type = new ParameterizedTypeReference<>() {
		};
		TinoTemplate idempotent = this.template.withOptions(TinoCallOptions.DEFAULTS.asIdempotent());
		assertThat(optionsOf(() -> idempotent.call("ADD", Integer.class)).isIdempotent()).isTrue();
		assertThat(optionsOf(() -> idempotent.call("ADD", type)).isIdempotent()).isTrue();
		assertThat(optionsOf(() -> idempotent.callAsync("ADD", Integer.class)).isIdempotent()).isTrue();
		assertThat(optionsOf(() -> idempotent.callAsync("ADD", type)).isIdempotent()).isTrue();
		assertThat(optionsOf(() -> this.template.call("ADD", Integer.class))).as("the first one is as it was")
			.isSameAs(TinoCallOptions.DEFAULTS);
	}

	private TinoCallOptions optionsOf(Runnable call) {
		this.client.options = TinoCallOptions.DEFAULTS.detached();
		call.run();
		return this.client.options;
	}

	@Test
	void throwsTheFailureWithTheStackOfTheCaller() {
		this.client.reply.completeExceptionally(new TinoCommandException("ADD", "NOTE_NOT_FOUND", "note 7"));
		assertThatExceptionOfType(TinoCommandException.class).isThrownBy(() -> this.template.call("ADD", Integer.class))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("NOTE_NOT_FOUND"))
			.satisfies(
					(ex) -> assertThat(ex.getStackTrace()[0].getClassName()).isEqualTo(TinoTemplate.class.getName()));
		assertThatExceptionOfType(TinoCommandException.class).isThrownBy(this.template::ping);
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> this.template.callAsync("ADD", Integer.class).get())
			.withCauseInstanceOf(TinoCommandException.class);
	}

	@Test
	void publishesAndWaitsOrNot() throws Exception {
		this.client.reply.complete(2L);
		assertThat(this.template.publish("orders", Map.of("id", 1))).isEqualTo(2);
		assertThat(this.client.called).isEqualTo("publish orders {id=1}");
		assertThat(this.template.publishAsync("orders", null).get()).isEqualTo(2);
		this.client.reply = CompletableFuture.failedFuture(new TinoCommandException("PUBLISH", "NOPERM", "no"));
		assertThatExceptionOfType(TinoCommandException.class).isThrownBy(() -> this.template.publish("orders", 1))
			.satisfies(
					(ex) -> assertThat(ex.getStackTrace()[0].getClassName()).isEqualTo(TinoTemplate.class.getName()));
	}

	@Test
	void whenTheClientDoesNotPublishSaysSo() {
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> new TinoTemplate(new CallingClient()).publish("orders", 1))
			.withMessageContaining("CallingClient does not publish");
	}

	@Test
	void whenInterruptedGivesUp() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(TinoCancelledException.class)
			.isThrownBy(() -> this.template.call("ADD", Integer.class))
			.withMessage("Waiting for the reply to ADD was given up");
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.client.reply).isCancelled();
	}

	@Test
	void refusesToWaitOnTheEventLoop() {
		this.client.eventLoop = true;
		assertThatIllegalStateException().isThrownBy(() -> this.template.call("ADD", Integer.class))
			.withMessageContaining("use callAsync");
		this.client.reply = CompletableFuture.completedFuture(3);
		assertThat(this.template.call("ADD", Integer.class)).isEqualTo(3);
	}

	/** A client as it was before there were messages. */
	private static class CallingClient implements TinoClient {

		CompletableFuture<@Nullable Object> reply = new CompletableFuture<>();

		String called = "";

		boolean eventLoop;

		@Override
		@SuppressWarnings("unchecked")
		public <T> CompletableFuture<@Nullable T> call(String command, Type replyType, TinoCallOptions options,
				@Nullable Object... arguments) {
			this.called = command + " " + replyType + " " + List.of(arguments);
			return (CompletableFuture<@Nullable T>) this.reply;
		}

		@Override
		public CompletableFuture<@Nullable Void> ping() {
			return call("PING", Void.class);
		}

		@Override
		public boolean inEventLoop() {
			return this.eventLoop;
		}

		@Override
		public void close() {
			throw new IllegalStateException();
		}

	}

	private static final class StubClient extends CallingClient {

		TinoCallOptions options = TinoCallOptions.DEFAULTS;

		@Override
		public <T> CompletableFuture<@Nullable T> call(String command, Type replyType, TinoCallOptions options,
				@Nullable Object... arguments) {
			this.options = options;
			return super.call(command, replyType, options, arguments);
		}

		@Override
		public CompletableFuture<@Nullable Long> publish(String channel, @Nullable Object payload) {
			this.called = "publish " + channel + " " + payload;
			return this.reply.thenApply(Long.class::cast);
		}

	}

}
