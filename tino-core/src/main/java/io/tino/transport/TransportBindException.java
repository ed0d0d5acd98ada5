package io.tino.transport;

import java.net.SocketAddress;

/**
 * An address cannot be listened on.
 *
 * @since 0.1.0
 */
public final class TransportBindException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient SocketAddress address;

	TransportBindException(SocketAddress address, Throwable cause) {
		super("Cannot listen on " + SocketAddressFormat.describe(address) + ": " + cause.getMessage(), cause);
		this.address = address;
	}

	/**
	 * Return what was to be listened on.
	 * @return the address
	 */
	public SocketAddress address() {
		return this.address;
	}

}
