package io.tino.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.command.CallContext;
import io.tino.testing.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link TinoCallOptions} and {@link TinoClientInterceptor}, and what becomes
 * of them in a {@link NettyTinoClient}. The server answers the handshake and no call.
 */
class CallOptionsTests {

	private static final Duration SHORT = Duration.ofMillis(50);

	private final CountDownLatch called = new CountDownLatch(1);

	private final ScriptedServer server = new ScriptedServer((connection) -> {
		connection.read();
		connection.send("%0\r\n");
		while (connection.read() != null) {
			this.called.countDown();
		}
	});

	private @Nullable NettyTinoClient client;

	@AfterEach
	void close() {
		if (this.client != null) {
			this.client.close();
		}
		this.server.close();
	}

	@Test
	void aCallMayHaveLessTimeThanTheClientGives() {
		TinoException failure = failure(
				client().call("A", String.class, TinoCallOptions.DEFAULTS.withTimeout(SHORT), 1));
		assertThat(failure).isInstanceOf(TinoTimeoutException.class).hasMessageEndingWith(" after 50 ms");
	}

	@Test
	void aCallMayHaveMoreTimeThanTheClientGives() {
		NettyTinoClient client = client((builder) -> builder.timeout(SHORT));
		CompletableFuture<String> slow = client.call("A", String.class,
				TinoCallOptions.DEFAULTS.withTimeout(Duration.ofDays(1)));
		assertThat(failure(client.call("B", String.class))).isInstanceOf(TinoTimeoutException.class);
		assertThat(slow).isNotDone();
	}

	@Test
	void aCallHasNoMoreTimeThanTheOneBeingServed() {
		NettyTinoClient client = client();
		CallContext previous = CallContext.of(Map.of(), SHORT, System::nanoTime).attach();
		try {
			TinoException failure = failure(
					client.call("A", String.class, TinoCallOptions.DEFAULTS.withTimeout(Duration.ofHours(1))));
			assertThat(failure).isInstanceOf(TinoTimeoutException.class);
			CompletableFuture<String> detached = client.call("A", String.class, TinoCallOptions.DEFAULTS.detached());
			assertThat(failure(client.call("B", String.class)).mayHaveRun()).isFalse();
			assertThat(detached).isNotDone();
		}
		finally {
			previous.attach();
		}
	}

	@Test
	void whenNoTimeIsLeftTheCallFailsAtOnce() {
		CallContext previous = CallContext.of(Map.of(), Duration.ZERO, System::nanoTime).attach();
		try {
			CompletableFuture<String> call = client().call("A", String.class);
			assertThat(call).isCompletedExceptionally();
			assertThat(failure(call)).isInstanceOf(TinoTimeoutException.class)
				.hasMessage("A has failed: DEADLINE_EXCEEDED not run: no time is left for the call");
			assertThat(failure(call).mayHaveRun()).isFalse();
			assertThat(this.server.connections()).isZero();
		}
		finally {
			previous.attach();
		}
	}

	@Test
	void interceptorsDecideOneAfterAnother() {
		NettyTinoClient client = client((builder) -> builder
			.interceptor((command, options) -> options.withTimeout(Duration.ofDays(1)).withHeader("a", command))
			.interceptor((command, options) -> options.headers().equals(Map.of("a", "A", "b", "given"))
					? options.withTimeout(SHORT) : options));
		TinoCallOptions given = TinoCallOptions.DEFAULTS.withHeader("B", "given");
		assertThat(failure(client.call("A", String.class, given))).hasMessageEndingWith(" after 50 ms");
	}

	@Test
	void whatAnInterceptorThrowsFailsTheCallAndCountsForNothing() {
		NettyTinoClient client = client((builder) -> builder.maxPendingCalls(1).interceptor((command, options) -> {
			if (command.equals("A")) {
				throw new IllegalStateException("no");
			}
			return options.withTimeout(SHORT);
		}));
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> client.call("A", String.class));
		assertThat(failure(client.call("B", String.class))).isInstanceOf(TinoTimeoutException.class);
	}

	@Test
	void whenTooManyBytesWaitFurtherCallsFail() {
		try (ScriptedServer silent = new ScriptedServer((connection) -> {
			connection.read();
			connection.read();
		})) {
			NettyTinoClient client = client((builder) -> builder.address(silent.address()).maxPendingBytes(10));
			CompletableFuture<String> first = client.call("A", String.class, "x".repeat(1000));
			TinoException failure = failure(client.call("B", String.class));
			assertThat(failure).isInstanceOf(TinoOverloadedException.class)
				.hasMessage("B has not been sent: 10 bytes or more wait to be sent");
			assertThat(failure.mayHaveRun()).isFalse();
			assertThat(first).isNotDone();
		}
	}

	@Test
	void whatHasBeenSentWaitsNoMore() throws InterruptedException {
		NettyTinoClient client = client((builder) -> builder.maxPendingBytes(1));
		client.call("A", String.class);
		this.called.await();
		assertThat(client.<String>call("B", String.class)).isNotCompletedExceptionally();
	}

	@Test
	void optionsThatCannotBeAreRefused() {
		for (Duration timeout : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
			assertThatIllegalArgumentException().isThrownBy(() -> TinoCallOptions.DEFAULTS.withTimeout(timeout));
		}
		for (String name : List.of("", " ", "deadline-ms", "Credit")) {
			assertThatIllegalArgumentException().isThrownBy(() -> TinoCallOptions.DEFAULTS.withHeader(name, "a"));
		}
		assertThatIllegalArgumentException().isThrownBy(() -> NettyTinoClient.builder().maxPendingBytes(0));
	}

	private NettyTinoClient client() {
		return client((builder) -> builder);
	}

	private NettyTinoClient client(UnaryOperator<NettyTinoClient.Builder> settings) {
		NettyTinoClient built = settings
			.apply(NettyTinoClient.builder().address(this.server.address()).timeout(Duration.ofSeconds(60)))
			.build();
		this.client = built;
		return built;
	}

	private static TinoException failure(CompletableFuture<?> call) {
		return (TinoException) assertThatExceptionOfType(CompletionException.class).isThrownBy(call::join)
			.actual()
			.getCause();
	}

}
