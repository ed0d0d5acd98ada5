package io.tino.spring.endpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Mono;

import io.tino.command.CallContext;
import io.tino.payload.PayloadMappers;
import io.tino.resp.RespValue;
import io.tino.testing.RespSocket;
import io.tino.testing.RespText;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for calls of endpoints that bring headers along, and for those that are given up.
 */
@NullMarked
class MultiplexedEndpointTests {

	private final ApplicationContextRunner contextRunner = EndpointServer.contextRunner();

	@TinoEndpoint
	static class Headers {

		@TinoCommand
		String tenant(@TinoHeader String tenant) {
			return tenant;
		}

		@TinoCommand
		Set<String> names(TinoHeaders headers) {
			return new TreeSet<>(headers.names());
		}

		@TinoCommand
		boolean limited(CallContext context) {
			Duration remaining = context.remaining();
			return remaining != null && !remaining.isNegative() && remaining.compareTo(Duration.ofHours(1)) <= 0;
		}

		@TinoCommand
		String inherited() {
			return CallContext.current().headers().toString();
		}

	}

	@TinoEndpoint
	static class Waiting {

		static volatile CompletableFuture<String> future = new CompletableFuture<>();

		static volatile CompletableFuture<String> began = new CompletableFuture<>();

		static volatile CompletableFuture<String> cancelled = new CompletableFuture<>();

		@TinoCommand
		CompletableFuture<String> future() {
			began.complete("future");
			future.whenComplete((value, failure) -> cancelled.complete("future"));
			return future;
		}

		@TinoCommand
		Mono<String> mono() {
			began.complete("mono");
			return Mono.<String>never().doOnCancel(() -> cancelled.complete("mono"));
		}

		@TinoCommand
		void thread() throws InterruptedException {
			began.complete("thread");
			try {
				TimeUnit.HOURS.sleep(1);
			}
			catch (InterruptedException ex) {
				cancelled.complete("thread");
				throw ex;
			}
		}

	}

	@BeforeEach
	void reset() {
		Waiting.future = new CompletableFuture<>();
		Waiting.began = new CompletableFuture<>();
		Waiting.cancelled = new CompletableFuture<>();
	}

	@Test
	void takesTheHeadersThatSomeEndpointDeclares() {
		Map<String, Object> headers = Map.of("tenant", "t", "other", "o", "traceparent", "p", "tracestate", "s",
				"baggage", "b");
		EndpointServer.run(this.contextRunner, Headers.class, (socket) -> {
			assertThat(call(socket, "TENANT", headers)).isEqualTo("[tino.reply, :1, \"t\"]");
			assertThat(call(socket, "NAMES", headers))
				.isEqualTo("[tino.reply, :1, [\"baggage\",\"tenant\",\"traceparent\",\"tracestate\"]]");
			assertThat(call(socket, "INHERITED", Map.of("tenant", "t", "other", "o")))
				.isEqualTo("[tino.reply, :1, \"{tenant=t}\"]");
		});
	}

	@Test
	void takesTheHeadersThatAreAllowedBesides() {
		EndpointServer.run(this.contextRunner.withPropertyValues("tino.server.allowed-headers=X-Other"), Headers.class,
				(socket) -> assertThat(call(socket, "NAMES", Map.of("tenant", "t", "x-other", "o", "more", "m")))
					.isEqualTo("[tino.reply, :1, [\"tenant\",\"x-other\"]]"));
	}

	@Test
	void aCallWithoutTheHeaderIsToldSo() {
		EndpointServer.run(this.contextRunner, Headers.class, (socket) -> {
			String error = "VALIDATION_ERROR [\"header\", \"tenant\"] \"field required\" \"value_error.missing\"";
			assertThat(call(socket, "TENANT", Map.of())).isEqualTo("[tino.error, :1, " + error + "]");
			assertThat(socket.error("TENANT")).isEqualTo(error);
		});
	}

	@Test
	void aMethodSeesHowMuchTimeIsLeft() {
		EndpointServer.run(this.contextRunner, Headers.class, (socket) -> {
			assertThat(call(socket, "LIMITED", Map.of("deadline-ms", 3_600_000))).isEqualTo("[tino.reply, :1, true]");
			assertThat(socket.json("LIMITED")).isEqualTo("false");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "future", "mono", "thread" })
	void whatServesACallIsCancelledWithIt(String kind) {
		EndpointServer.run(this.contextRunner, Waiting.class, (socket) -> {
			send(socket, kind, Map.of());
			await(Waiting.began);
			socket.send("TINO.CANCEL 1\r\n");
			assertThat(push(socket.read())).startsWith("[tino.error, :1, CANCELLED ");
			assertThat(await(Waiting.cancelled)).isEqualTo(kind);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "future", "mono", "thread" })
	void whatServesACallIsCancelledWhenItsTimeIsOver(String kind) {
		EndpointServer.run(this.contextRunner, Waiting.class, (socket) -> {
			assertThat(call(socket, kind, Map.of("deadline-ms", 1_000)))
				.startsWith("[tino.error, :1, DEADLINE_EXCEEDED ");
			assertThat(await(Waiting.cancelled)).isEqualTo(kind);
		});
	}

	private static @Nullable String await(CompletableFuture<String> future) {
		return future.orTimeout(10, TimeUnit.SECONDS).join();
	}

	private static String call(RespSocket socket, String command, Map<String, Object> headers) {
		send(socket, command, headers);
		return push(socket.read());
	}

	private static void send(RespSocket socket, String command, Map<String, Object> headers) {
		socket.call("HELLO 3");
		socket.call("TINO.FORMAT json");
		ByteArrayOutputStream request = new ByteArrayOutputStream();
		try {
			byte[] encoded = PayloadMappers.messagePack().writeValueAsBytes(headers);
			request.write(text("*4\r\n$9\r\nTINO.CALL\r\n$1\r\n1\r\n$" + encoded.length + "\r\n"));
			request.write(encoded);
			request.write(text("\r\n$" + command.length() + "\r\n" + command + "\r\n"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		socket.send(request.toByteArray());
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static String push(RespValue value) {
		assertThat(value).isInstanceOf(RespValue.Push.class);
		return ((RespValue.Push) value).elements().stream().map(RespText::of).toList().toString();
	}

}
