package io.tino.server;

import java.security.Principal;
import java.util.concurrent.TimeUnit;

import io.tino.transport.SocketAddressFormat;

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
		return "id=" + connection.id() + " addr=" + word(SocketAddressFormat.format(connection.remoteAddress()))
				+ " laddr=" + word(SocketAddressFormat.format(connection.localAddress())) + " name="
				+ ((name != null) ? name : "") + " age=" + TimeUnit.NANOSECONDS.toSeconds(ageNanos)
				+ " idle=0 flags=N db=0 sub=0 psub=0 ssub=0 multi=-1" + " user="
				+ ((principal != null) ? word(principal.getName()) : "default") + " resp="
				+ connection.version().number() + " lib-name=" + connection.libraryName() + " lib-ver="
				+ connection.libraryVersion();
	}

	/** Replace what would end a word. */
	private static String word(String text) {
		return text.replaceAll("[^!-~]", "_");
	}

}
