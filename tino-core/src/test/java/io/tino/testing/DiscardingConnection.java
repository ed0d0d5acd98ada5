package io.tino.testing;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import io.tino.transport.TransportConnection;
import io.tino.transport.TransportLoop;

/**
 * A connection that counts what is written, and keeps none of it.
 */
public final class DiscardingConnection implements TransportConnection {

	private final ByteBufAllocator allocator;

	private long bytes;

	/**
	 * Create a connection.
	 * @param allocator what its buffers come from
	 */
	public DiscardingConnection(ByteBufAllocator allocator) {
		this.allocator = allocator;
	}

	/**
	 * Return what has been written since the last time.
	 * @return the number of bytes
	 */
	public long takeBytes() {
		long result = this.bytes;
		this.bytes = 0;
		return result;
	}

	@Override
	public void write(ByteBuf written) {
		this.bytes += written.readableBytes();
		written.clear().release(); // whose buffer may be used again
	}

	@Override
	public void flush() {
		// has been discarded
	}

	@Override
	public SocketAddress remoteAddress() {
		return new InetSocketAddress("127.0.0.1", 50_000);
	}

	@Override
	public SocketAddress localAddress() {
		return new InetSocketAddress("127.0.0.1", 7777);
	}

	@Override
	public @Nullable X509Certificate peerCertificate() {
		return null;
	}

	@Override
	public TransportLoop loop() {
		return this;
	}

	@Override
	public ByteBufAllocator allocator() {
		return this.allocator;
	}

	@Override
	public boolean isWritable() {
		return true;
	}

	@Override
	public long queuedBytes() {
		return 0;
	}

	@Override
	public void reading(boolean reading) {
		if (!reading) {
			throw new IllegalStateException("The session is behind");
		}
	}

	@Override
	public void close() {
		throw new IllegalStateException("The session closes the connection");
	}

	@Override
	public void abort() {
		close();
	}

	@Override
	public boolean inEventLoop() {
		return true;
	}

	@Override
	public boolean execute(Runnable task) {
		task.run();
		return true;
	}

	@Override
	public boolean schedule(Runnable task, Duration delay) {
		return true;
	}

}
