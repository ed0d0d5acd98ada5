package io.tino.server;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.transport.TransportConnection;
import io.tino.transport.TransportHandler;

/**
 * A connection that is over a limit: told so, and closed.
 */
final class RejectedConnection implements TransportHandler {

	/** Waiting for more to read why would let them take what the limit is to save. */
	private static final int MAX_LINGERING = 100;

	private final AtomicInteger lingering;

	private RejectedConnection(AtomicInteger lingering) {
		this.lingering = lingering;
	}

	/**
	 * Reject a connection.
	 * @param connection the connection
	 * @param limit the limit that it is over
	 * @param lingering counts the rejected connections that are not closed yet
	 * @return takes what still comes
	 */
	static RejectedConnection reject(TransportConnection connection, ConnectionLimit limit, AtomicInteger lingering) {
		String message = (limit == ConnectionLimit.CONNECTIONS) ? "max number of clients reached"
				: "max number of clients of this address reached";
		byte[] line = ("-ERR " + message + "\r\n").getBytes(StandardCharsets.US_ASCII);
		connection.write(connection.allocator().buffer(line.length).writeBytes(line));
		if (lingering.incrementAndGet() <= MAX_LINGERING) {
			connection.close();
		}
		else {
			connection.flush();
			connection.abort();
		}
		return new RejectedConnection(lingering);
	}

	@Override
	public void received(ByteBuf bytes) {
		bytes.release();
	}

	@Override
	public void receivedAll() {
	}

	@Override
	public void writabilityChanged() {
	}

	@Override
	public void closed(@Nullable Throwable cause) {
		this.lingering.decrementAndGet();
	}

}
