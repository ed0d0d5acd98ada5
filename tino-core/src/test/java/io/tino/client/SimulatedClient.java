package io.tino.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

import io.tino.client.SimulatedNetwork.Attempt;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;
import io.tino.testing.RecordingTransport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A client of one connection without sockets, to a server that multiplexes calls.
 */
final class SimulatedClient {

	static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private final SimulatedNetwork network = new SimulatedNetwork();

	private final List<String> events = new ArrayList<>();

	private final OnlyServer server = new OnlyServer(this.network.pendingCalls(), new ArrayList<>());

	private final ClientConnection connection = new ClientConnection(
			this.network.context(new ClientHandshake(null, null, null), new Recording()), SimulatedNetwork.ADDRESS,
			this.network.loop(), this.server);

	SimulatedNetwork network() {
		return this.network;
	}

	ClientConnection connection() {
		return this.connection;
	}

	/** Return what the listener has been told. */
	List<String> events() {
		return this.events;
	}

	/** Connect, with a call that the server answers, so that the next id is 2. */
	Attempt connect(int maxCalls) {
		CompletableFuture<String> first = submit("A");
		Attempt attempt = this.network.lastAttempt()
			.connect()
			.receive(Pushes.hello(maxCalls) + Pushes.reply(1, "first"));
		assertThat(first).isCompletedWithValue("first");
		attempt.takeSent();
		return attempt;
	}

	CompletableFuture<@Nullable String> submit(String command) {
		return submit(command, TIMEOUT);
	}

	CompletableFuture<@Nullable String> submit(String command, Duration timeout) {
		return submit(command, "$" + command.length() + "\r\n" + command + "\r\n", 1, timeout);
	}

	/** Make a call that is so long that its request is not kept when it is sent. */
	CompletableFuture<@Nullable String> submitLong(String command) {
		return submitLong(command, RequestBatch.KEPT_LENGTH);
	}

	/** Make a call with an argument of some length. */
	CompletableFuture<@Nullable String> submitLong(String command, int length) {
		String argument = "x".repeat(length);
		return submit(command,
				"$" + command.length() + "\r\n" + command + "\r\n$" + argument.length() + "\r\n" + argument + "\r\n", 2,
				TIMEOUT);
	}

	/** Hand over a call, and let the event loop run. */
	private CompletableFuture<@Nullable String> submit(String command, String elements, int count, Duration timeout) {
		ClientRequest request = new ClientRequest(RecordingTransport.buffer(elements), 0, 0, count);
		ClientCall<String> call = new ClientCall<>(command, request, String.class,
				new ReplyReader<>(CODEC, String.class), this.network.now(), this.network.now() + timeout.toNanos());
		submit(call);
		this.network.run();
		return call.reply();
	}

	private <T> CompletableFuture<@Nullable T> submit(ClientCall<T> call) {
		CountedCalls.submit(call, this.network.pendingCalls(), this.connection);
		call.reply().whenComplete((reply, failure) -> {
			if (call.isAbandoned()) {
				call.queue().abandon(call);
			}
		});
		return call.reply();
	}

	/** Make a call that takes a stream, and let the event loop run. */
	CompletableFuture<@Nullable String> upload(String command, Flow.Publisher<?> items) {
		ClientCall<String> call = new ClientCall<>(command,
				new CallEncoder(CODEC).call(command, Map.of(), new Object[0]), String.class,
				new ReplyReader<>(CODEC, String.class), this.network.now(), this.network.now() + TIMEOUT.toNanos());
		SentItems sent = new SentItems(call, items, CODEC);
		call.items(sent);
		call.limitOnlyBeginning();
		submit(call);
		sent.subscribe();
		this.network.run();
		return call.reply();
	}

	/** Return the items of a command. */
	Flow.Publisher<String> items(String command, TinoCallOptions options) {
		StreamRequest<String> request = new StreamRequest<>(command, String.class,
				new ReplyReader<>(CODEC, String.class), new Object[0]);
		Duration timeout = options.timeout();
		long time = ((timeout != null) ? timeout : TIMEOUT).toNanos();
		return new ItemPublisher<>((subscription) -> {
			StreamCall<String> call = request.call(new CallEncoder(CODEC), options, this.network.now(),
					this.network.now() + time, subscription, null);
			if (timeout == null) {
				call.limitOnlyBeginning();
			}
			subscription.calling(call);
			submit(call).whenComplete((reply, failure) -> subscription.end(failure));
		});
	}

	/** Subscribe to the items of a command, and let the event loop run. */
	RecordingSubscriber stream(String command, RecordingSubscriber subscriber) {
		return stream(command, TinoCallOptions.DEFAULTS, subscriber);
	}

	/** Subscribe to the items of a command, and let the event loop run. */
	RecordingSubscriber stream(String command, TinoCallOptions options, RecordingSubscriber subscriber) {
		items(command, options).subscribe(subscriber);
		this.network.run();
		return subscriber;
	}

	TinoException failure(CompletableFuture<?> reply) {
		this.network.run();
		assertThat(reply).isCompletedExceptionally();
		return (TinoException) assertThatExceptionOfType(CompletionException.class).isThrownBy(reply::join)
			.actual()
			.getCause();
	}

	/** Close the client, and check that nothing is left. */
	void close() {
		this.server.close();
		this.connection.close();
		this.network.close();
		assertThat(this.network.pendingCalls().calls()).isZero();
		assertThat(this.network.pendingCalls().bytes()).isZero();
		assertThat(this.connection.outstanding()).isZero();
		this.network.advance(Duration.ofDays(1));
		assertThat(this.network.isIdle()).isTrue();
	}

	/** Notes what a listener is told. */
	private final class Recording implements TinoClientListener {

		@Override
		public void connectionOpened() {
			SimulatedClient.this.events.add("opened");
		}

		@Override
		public void connectionClosed() {
			SimulatedClient.this.events.add("closed");
		}

	}

}
