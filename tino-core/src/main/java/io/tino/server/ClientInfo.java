package io.tino.server;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.Principal;
import java.util.concurrent.TimeUnit;

/**
 * Describes a client in the line of words that {@code CLIENT INFO} answers with. Of the
 * words that Redis has, those that mean something here.
 *
 * @see <a href="https://redis.io/docs/latest/commands/client-list/">CLIENT LIST in
 * Redis</a>
 */
final class ClientInfo {

	private ClientInfo() {
	}

	static String line(ServerSession session) {
		ServerConnection connection = session.connection();
		long ageNanos = session.context().nanoTime().getAsLong() - connection.openedNanos();
		Principal principal = connection.principal();
		String name = connection.name();
		return "id=" + connection.id() + " addr=" + text(connection.remoteAddress()) + " laddr="
				+ text(connection.localAddress()) + " name=" + ((name != null) ? name : "") + " age="
				+ TimeUnit.NANOSECONDS.toSeconds(ageNanos) + " idle=0 flags=N db=0 sub=0 psub=0 ssub=0 multi=-1"
				+ " user=" + ((principal != null) ? word(principal.getName()) : "default") + " resp="
				+ connection.version().number() + " lib-name=" + connection.libraryName() + " lib-ver="
				+ connection.libraryVersion();
	}

	private static String text(SocketAddress address) {
		if (address instanceof InetSocketAddress inet) {
			String host = inet.getAddress().getHostAddress();
			return (host.contains(":") ? "[" + host + "]" : host) + ":" + inet.getPort();
		}
		return word(address.toString());
	}

	/** Replace what would end a word. */
	private static String word(String text) {
		return text.replaceAll("[^!-~]", "_");
	}

}
