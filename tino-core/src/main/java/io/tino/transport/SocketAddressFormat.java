package io.tino.transport;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

import org.jspecify.annotations.Nullable;

/**
 * Addresses as people and Redis write them: {@code 127.0.0.1:7777}, {@code [::1]:7777},
 * {@code example.org:7777}.
 *
 * @since 0.1.0
 */
public final class SocketAddressFormat {

	private SocketAddressFormat() {
	}

	/**
	 * Format an address.
	 * @param address the address, or {@code null} for none
	 * @return host and port, the host as a number if it is resolved
	 */
	public static String format(@Nullable SocketAddress address) {
		if (!(address instanceof InetSocketAddress inet)) {
			return String.valueOf(address);
		}
		String host = (inet.getAddress() != null) ? inet.getAddress().getHostAddress() : inet.getHostString();
		return (host.contains(":") ? "[" + host + "]" : host) + ":" + inet.getPort();
	}

}
