package io.tino.transport;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

import org.jspecify.annotations.Nullable;

/**
 * Addresses as people and Redis write them: {@code 127.0.0.1:7777}, {@code [::1]:7777},
 * {@code example.org:7777}, and the paths of Unix domain sockets.
 *
 * @since 0.1.0
 */
public final class SocketAddressFormat {

	private SocketAddressFormat() {
	}

	/**
	 * Format an address as host and port, as Redis does in {@code CLIENT LIST}.
	 * @param address the address, or {@code null} for none
	 * @return host and port, the host as a number if it is resolved; of a Unix domain
	 * socket the path and port 0, {@code /run/tino.sock:0}
	 */
	public static String format(@Nullable SocketAddress address) {
		if (address instanceof UnixDomainSocketAddress unix) {
			return unix.getPath() + ":0";
		}
		if (!(address instanceof InetSocketAddress inet)) {
			return String.valueOf(address);
		}
		String host = (inet.getAddress() != null) ? inet.getAddress().getHostAddress() : inet.getHostString();
		return (host.contains(":") ? "[" + host + "]" : host) + ":" + inet.getPort();
	}

	/**
	 * Describe an address, as people write it.
	 * @param address the address, or {@code null} for none
	 * @return host and port, or {@code unix:/run/tino.sock}
	 */
	public static String describe(@Nullable SocketAddress address) {
		return (address instanceof UnixDomainSocketAddress unix) ? "unix:" + unix.getPath() : format(address);
	}

	/**
	 * Describe an address, with the name that has led to it.
	 * @param address the address, or {@code null} for none
	 * @return as {@link #describe}, or {@code example.org/192.0.2.1:7777} if an address
	 * on the network has been found by its name
	 */
	public static String describeWithHost(@Nullable SocketAddress address) {
		String described = describe(address);
		boolean named = address instanceof InetSocketAddress inet && inet.getAddress() != null
				&& !inet.getHostString().equals(inet.getAddress().getHostAddress());
		return named ? ((InetSocketAddress) address).getHostString() + "/" + described : described;
	}

}
