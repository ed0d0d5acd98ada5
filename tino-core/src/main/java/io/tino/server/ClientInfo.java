package io.tino.server;

import java.security.Principal;
import java.util.concurrent.TimeUnit;

import io.tino.command.Command;
import io.tino.transport.SocketAddressFormat;

/**
 * Describes a client in the line of words that {@code CLIENT INFO} answers with. Of the
 * words that Redis has, those that mean something here.
 *
 * @see <a href="https://redis.io/docs/latest/commands/client-list/">CLIENT LIST in
 * Redis</a>
 */
final class ClientInfo {

	/** Whoever has not authenticated. */
	static final String DEFAULT_USER = "default";

	private ClientInfo() {
	}

	/** Describe a client. Called on any thread. */
	static String line(ServerSession session) {
		ServerConnection connection = session.connection();
		long now = session.context().nanoTime().getAsLong();
		Principal principal = connection.principal();
		String name = connection.name();
		Command command = connection.lastCommand();
		Subscriptions subscriptions = connection.subscriptions();
		Transaction transaction = connection.transaction();
		return "id=" + connection.id() + " addr=" + word(SocketAddressFormat.format(connection.remoteAddress()))
				+ " laddr=" + word(SocketAddressFormat.format(connection.localAddress())) + " name="
				+ ((name != null) ? name : "") + " age=" + seconds(now - connection.openedNanos()) + " idle="
				+ seconds(now - connection.lastActiveNanos()) + " flags=" + flags(connection) + " db=0 sub="
				+ ((subscriptions != null) ? subscriptions.channelCount() : 0) + " psub="
				+ ((subscriptions != null) ? subscriptions.patternCount() : 0) + " ssub=0 multi="
				+ ((transaction != null) ? transaction.size() : -1) + " watch=" + connection.watchedKeys()
				+ " multi-mem=" + ((transaction != null) ? transaction.bytes() : 0) + " cmd="
				+ ((command != null) ? CommandDocs.lowerCaseName(command.spec()) : "NULL") + " user="
				+ ((principal != null) ? word(principal.getName()) : DEFAULT_USER) + " redir=-1 resp="
				+ connection.version().number() + " lib-name=" + connection.libraryName() + " lib-ver="
				+ connection.libraryVersion();
	}

	private static long seconds(long nanos) {
		return TimeUnit.NANOSECONDS.toSeconds(Math.max(nanos, 0));
	}

	private static String flags(ServerConnection connection) {
		StringBuilder flags = new StringBuilder();
		Subscriptions subscriptions = connection.subscriptions();
		append(flags, connection.isMonitor(), 'O');
		append(flags, subscriptions != null && subscriptions.count() > 0, 'P');
		append(flags, connection.transaction() != null, 'x');
		append(flags, connection.isNoEvict(), 'e');
		append(flags, connection.isNoTouch(), 'T');
		return flags.isEmpty() ? "N" : flags.toString();
	}

	private static void append(StringBuilder flags, boolean holds, char flag) {
		if (holds) {
			flags.append(flag);
		}
	}

	/** Replace what would end a word. */
	private static String word(String text) {
		return text.replaceAll("[^!-~]", "_");
	}

}
