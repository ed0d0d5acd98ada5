package io.tino.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.payload.MessagePackCodec;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadMappers;
import io.tino.transport.TransportConnection;
import io.tino.transport.TransportHandler;

/**
 * A client of one connection without a socket, which makes calls on the event loop of
 * that and is told what comes.
 */
public final class ConnectedClient {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final PayloadCodec codec = new MessagePackCodec(PayloadMappers.messagePack());

	private final CallEncoder encoder = new CallEncoder(this.codec);

	private final ReplyReader<Integer> reader = new ReplyReader<>(this.codec, Integer.class);

	private final PendingCalls pendingCalls = new PendingCalls(Integer.MAX_VALUE, Long.MAX_VALUE);

	private final ClientConnection connection;

	private @Nullable TransportHandler handler;

	/**
	 * Connect.
	 * @param transport the connection
	 * @param hello what the server answers to the first request
	 */
	public ConnectedClient(TransportConnection transport, ByteBuf hello) {
		ClientContext context = new ClientContext((loop, address, factory) -> {
			this.handler = factory.connected(transport);
			return CompletableFuture.completedFuture(null);
		}, new ClientHandshake(null, null, null), TIMEOUT, TinoClientListener.NONE,
				new Liveness(TIMEOUT, Duration.ofSeconds(30)), this.pendingCalls, System::nanoTime);
		this.connection = new ClientConnection(context, InetSocketAddress.createUnresolved("example.org", 7777),
				transport.loop(), new OnlyServer(this.pendingCalls, new ArrayList<>()));
		this.connection.open();
		receive(hello);
	}

	/**
	 * Receive bytes, as one batch.
	 * @param bytes the bytes, whose ownership is taken
	 */
	public void receive(ByteBuf bytes) {
		TransportHandler session = Objects.requireNonNull(this.handler);
		session.received(bytes);
		session.receivedAll();
	}

	/**
	 * Call a command.
	 * @param command the name of the command
	 * @param arguments the arguments
	 * @return the reply, a number
	 */
	public CompletableFuture<@Nullable Integer> call(String command, Object... arguments) {
		ClientRequest request = this.encoder.call(command, Map.of(), arguments);
		long now = System.nanoTime();
		ClientCall<Integer> call = new ClientCall<>(command, request, Integer.class, this.reader, now,
				now + TIMEOUT.toNanos());
		CountedCalls.submit(call, this.pendingCalls, this.connection);
		return call.reply();
	}

	/** Give buffers back, as the connection is closed. */
	public void close() {
		Objects.requireNonNull(this.handler).closed(null);
	}

}
