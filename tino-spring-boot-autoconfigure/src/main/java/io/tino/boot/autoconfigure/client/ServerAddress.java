package io.tino.boot.autoconfigure.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import io.tino.server.TinoServer;

/**
 * Where the client connects to.
 */
final class ServerAddress {

	private static final String UNIX_PREFIX = "unix:";

	private static final InetSocketAddress DEFAULT = new InetSocketAddress("127.0.0.1", 7777);

	private ServerAddress() {
	}

	/**
	 * Find out where to connect to, each time that the client asks: a server of this
	 * application has no port before it has been started, and may get another one.
	 * @param property the name of the property
	 * @param addresses its value, may be empty
	 * @param ownServer the server of this application
	 * @return gives the addresses
	 */
	static Supplier<List<SocketAddress>> of(String property, List<String> addresses,
			ObjectProvider<TinoServer> ownServer) {
		if (addresses.isEmpty()) {
			return () -> List.of(ownAddress(ownServer.getIfUnique()));
		}
		List<SocketAddress> parsed = addresses.stream().map((address) -> parse(property, address.strip())).toList();
		return () -> parsed;
	}

	private static SocketAddress ownAddress(@Nullable TinoServer server) {
		if (server == null) {
			return DEFAULT;
		}
		SocketAddress address = server.localAddress();
		if (address == null) {
			throw new IllegalStateException("the server of this application is not running");
		}
		if (address instanceof InetSocketAddress inet && inet.getAddress().isAnyLocalAddress()) {
			return new InetSocketAddress(InetAddress.getLoopbackAddress(), inet.getPort());
		}
		return address;
	}

	private static SocketAddress parse(String property, String address) {
		return address.startsWith(UNIX_PREFIX) ? unix(property, address) : inet(property, address);
	}

	private static SocketAddress unix(String property, String address) {
		try {
			String path = address.substring(UNIX_PREFIX.length());
			if (!path.isEmpty()) {
				return UnixDomainSocketAddress.of(path);
			}
		}
		catch (InvalidPathException ex) {
			// As any other text that is no path
		}
		throw invalid(property, address);
	}

	private static InetSocketAddress inet(String property, String address) {
		int colon = address.lastIndexOf(':');
		String host = (colon > 0) ? address.substring(0, colon) : "";
		boolean bracketed = host.startsWith("[") && host.endsWith("]");
		if (host.isEmpty() || (host.contains(":") && !bracketed) || host.contains("/")) {
			throw invalid(property, address);
		}
		return InetSocketAddress.createUnresolved(bracketed ? host.substring(1, host.length() - 1) : host,
				port(property, address, address.substring(colon + 1)));
	}

	private static int port(String property, String address, String text) {
		try {
			int port = Integer.parseInt(text);
			if (port > 0 && port < 65_536) {
				return port;
			}
		}
		catch (NumberFormatException ex) {
			// As any other text that is no port
		}
		throw invalid(property, address);
	}

	private static InvalidConfigurationPropertyValueException invalid(String property, String address) {
		return new InvalidConfigurationPropertyValueException(property, address,
				"It must be host:port, such as calculator.example.org:7777 or [::1]:7777, or the path of a socket, "
						+ "such as unix:/run/calculator.sock.");
	}

}
