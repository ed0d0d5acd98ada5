package io.tino.client;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;
import io.tino.testing.RecordingTransport;
import io.tino.transport.TransportConnector;
import io.tino.transport.TransportHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ClientConnection} and {@link ClientSession}, without sockets and with
 * a clock that is set.
 */
class ClientConnectionTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private static final String HELLO = "*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n";

	private static final SocketAddress ADDRESS = InetSocketAddress.createUnresolved("example.org", 7777);

	private final RecordingTransport loop = new RecordingTransport();

	private final List<Attempt> attempts = new ArrayList<>();

	private final AtomicInteger pendingCalls = new AtomicInteger();

	private final List<String> events = new ArrayList<>();

	private long now = Long.MAX_VALUE - 1; // clocks may overflow

	private TransportConnector connector = (loop, address, factory) -> {
		Attempt attempt = new Attempt(factory);
		this.attempts.add(attempt);
		return attempt.connected;
	};

	private Supplier<SocketAddress> address = () -> ADDRESS;

	private ClientHandshake handshake = new ClientHandshake(null, null, null);

	private @Nullable ClientConnection connection;

	@AfterEach
	void close() {
		connection().close();
		this.loop.runTasks();
		this.attempts.forEach(Attempt::close);
		assertThat(this.pendingCalls).hasValue(0);
		assertThat(connection().outstanding()).isZero();
	}

	@Test
	void whenTheAddressCannotBeToldTheCallFailsAndTheNextOneTriesAgain() {
		List<Supplier<SocketAddress>> suppliers = List.of(() -> null, () -> {
			throw new IllegalStateException("not known yet");
		}, () -> {
			throw new NoClassDefFoundError("not known yet");
		});
		for (Supplier<SocketAddress> supplier : suppliers) {
			this.address = supplier;
			TinoException failure = failure(submit("A"));
			assertThat(failure).isInstanceOf(TinoConnectionException.class)
				.hasMessageStartingWith("Cannot tell where to connect to: ");
			assertThat(failure.getCause()).isNotNull();
			assertThat(failure.mayHaveRun()).isFalse();
		}
		this.address = () -> ADDRESS;
		CompletableFuture<String> call = submit("B");
		attempt(1).connect().receive("+OK\r\n$2\r\n\u00a1b\r\n");
		assertThat(call).isCompletedWithValue("b");
	}

	@Test
	void whenTheConnectorThrowsTheCallFailsAndTheNextOneTriesAgain() {
		TransportConnector working = this.connector;
		Error thrown = new NoClassDefFoundError("broken");
		this.connector = (loop, address, factory) -> {
			throw thrown;
		};
		TinoException failure = failure(submit("A"));
		assertThat(failure).hasMessage("Cannot connect to example.org:7777: broken").hasCause(thrown);
		assertThat(failure.mayHaveRun()).isFalse();
		this.connector = working;
		submit("B");
		assertThat(this.attempts).hasSize(1);
	}

	@Test
	void whenTheConnectionCannotBeEstablishedTheCallFailsAndTheNextOneTriesAgain() {
		CompletableFuture<String> call = submit("A");
		attempt(1).connected.completeExceptionally(new IllegalStateException("refused"));
		assertThat(failure(call)).hasMessage("Cannot connect to example.org:7777: refused");
		submit("B");
		assertThat(this.attempts).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-DENIED no\r\n", "-WRONGPASS no\r\n", "-FOO no\r\n" })
	void whenTheServerRefusesTheClientNothingHasRun(String reply) {
		CompletableFuture<String> call = submit("A");
		attempt(1).connect().receive("|1\r\n+a\r\n+b\r\n" + reply);
		TinoException failure = failure(call);
		assertThat(failure).isInstanceOf(TinoCommandException.class)
			.hasMessage("A has failed: " + reply.substring(1).strip());
		assertThat(failure.mayHaveRun()).isFalse();
		assertThat(attempt(1).transport.isClosed()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "+OK\r\n", "-NOPROTO\r\n", "-DENIED no\r\n" })
	void whatAConnectionThatWasLetGoOfSaysIsIgnored(String again) {
		CompletableFuture<String> call = submit("A");
		attempt(1).connect().receive("-DENIED no\r\n");
		failure(call);
		CompletableFuture<String> next = submit("B");
		attempt(1).receive(again);
		assertThat(this.attempts).hasSize(2);
		assertThat(next).isNotDone();
		attempt(2).connect();
		attempt(1).receive(again);
		assertThat(attempt(2).transport.takeSent()).isEqualTo(HELLO);
		attempt(2).receive("+OK\r\n$2\r\n\u00a1b\r\n");
		assertThat(next).isCompletedWithValue("b");
		assertThat(this.events).containsExactly("opened");
	}

	@Test
	void attributesChangeNoReply() {
		CompletableFuture<String> error = submit("A");
		CompletableFuture<String> payload = submit("B");
		attempt(1).connect()
			.receive("+OK\r\n|1\r\n+a\r\n:1\r\n-BOOM no\r\n|0\r\n>1\r\n+a\r\n|1\r\n+a\r\n:1\r\n$2\r\n\u00a1b\r\n");
		assertThat(failure(error).code()).isEqualTo("BOOM");
		assertThat(payload).isCompletedWithValue("b");
	}

	private ClientConnection connection() {
		ClientConnection current = this.connection;
		if (current == null) {
			TinoClientListener listener = new TinoClientListener() {

				@Override
				public void connectionOpened() {
					ClientConnectionTests.this.events.add("opened");
				}

				@Override
				public void connectionClosed() {
					ClientConnectionTests.this.events.add("closed");
				}

			};
			ClientContext context = new ClientContext(
					(loop, address, factory) -> this.connector.connect(loop, address, factory),
					() -> this.address.get(), this.handshake, Duration.ofSeconds(5), listener, this.pendingCalls,
					() -> this.now);
			current = new ClientConnection(context, this.loop);
			this.connection = current;
		}
		return current;
	}

	/** Hand over a call, and let the event loop run. */
	private CompletableFuture<@Nullable String> submit(String command) {
		ClientCall<String> call = new ClientCall<>(command, RecordingTransport.buffer(request(command)), String.class,
				new ReplyReader<>(CODEC, String.class), this.now, this.now + TIMEOUT.toNanos());
		this.pendingCalls.incrementAndGet();
		connection().submit(call);
		this.loop.runTasks();
		return call.reply();
	}

	private static String request(String command) {
		return "*1\r\n$1\r\n" + command + "\r\n";
	}

	private Attempt attempt(int number) {
		assertThat(this.attempts).hasSizeGreaterThanOrEqualTo(number);
		return this.attempts.get(number - 1);
	}

	private TinoException failure(CompletableFuture<?> reply) {
		this.loop.runTasks();
		assertThat(reply).isCompletedExceptionally();
		return (TinoException) assertThatExceptionOfType(CompletionException.class).isThrownBy(reply::join)
			.actual()
			.getCause();
	}

	/** An attempt to connect. */
	private static final class Attempt {

		private final RecordingTransport transport = new RecordingTransport();

		private final CompletableFuture<Void> connected = new CompletableFuture<>();

		private final TransportHandler.Factory factory;

		private @Nullable TransportHandler handler;

		Attempt(TransportHandler.Factory factory) {
			this.factory = factory;
		}

		Attempt connect() {
			this.handler = this.factory.connected(this.transport);
			this.connected.complete(null);
			return this;
		}

		Attempt receive(String bytes) {
			TransportHandler current = this.handler;
			assertThat(current).isNotNull();
			this.transport.receive(current, bytes);
			return this;
		}

		void close() {
			TransportHandler current = this.handler;
			if (current != null) {
				current.closed(null);
			}
			this.handler = null;
		}

	}

}
