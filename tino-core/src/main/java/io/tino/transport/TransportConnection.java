package io.tino.transport;

import java.net.SocketAddress;
import java.security.cert.X509Certificate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A connection as its handler sees it, and the event loop that it belongs to. Unless a
 * method says otherwise it is called on that event loop, and nothing that it does blocks.
 *
 * @since 0.1.0
 */
public interface TransportConnection extends TransportLoop {

	/**
	 * Return the address of the other end. May be called on any thread.
	 * @return the address; of a Unix domain socket its path, which both ends have
	 */
	SocketAddress remoteAddress();

	/**
	 * Return the address of this end. May be called on any thread.
	 * @return the address
	 */
	SocketAddress localAddress();

	/**
	 * Return the certificate that the other end has shown, and that is trusted. May be
	 * called on any thread.
	 * @return the certificate, or {@code null} if the connection is not encrypted or the
	 * other end has shown none
	 */
	@Nullable X509Certificate peerCertificate();

	/**
	 * Return the event loop that the connection belongs to. May be called on any thread.
	 * @return the event loop; those of two connections are equal if one thread serves
	 * both
	 */
	TransportLoop loop();

	/**
	 * Return what buffers to send are allocated with. May be called on any thread.
	 * @return the allocator
	 */
	ByteBufAllocator allocator();

	/**
	 * Queue bytes to be sent by the next {@link #flush()}.
	 * @param bytes the bytes, whose ownership goes to the connection
	 */
	void write(ByteBuf bytes);

	/**
	 * Send what is queued.
	 */
	void flush();

	/**
	 * Tell whether the other end keeps up.
	 * @return {@code false} while more is queued than it should be;
	 * {@link TransportHandler#writabilityChanged()} tells when that ends
	 */
	boolean isWritable();

	/**
	 * Return how much waits for the other end.
	 * @return the number of bytes that have been written and not been taken by the socket
	 * yet, flushed or not, each write counted with what keeping it costs; 0 once the
	 * connection is closed
	 */
	long queuedBytes();

	/**
	 * Stop or go on delivering bytes. Bytes that have been read from the socket already
	 * are delivered still.
	 * @param reading whether to read from the socket
	 */
	void reading(boolean reading);

	/**
	 * Send what is queued, then close: a connection with TLS says so to the other end
	 * first. Bytes that come until the other end closes as well, for a second at most,
	 * are still delivered. May be called on any thread, and more than once.
	 */
	void close();

	/**
	 * Close without sending what is queued. May be called on any thread.
	 */
	void abort();

}
