package io.tino.server;

import java.net.SocketAddress;

import io.tino.transport.SocketAddressFormat;

/**
 * A server is not started because other machines could reach it and anybody could call.
 *
 * @since 0.1.0
 */
public final class ProtectedModeException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	ProtectedModeException(SocketAddress address) {
		super("Protected mode: listening on " + SocketAddressFormat.format(address)
				+ " would let other machines call without authentication");
	}

}
