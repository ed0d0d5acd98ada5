package io.tino.server;

import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import io.tino.command.CommandArgument;
import io.tino.resp.RespNumber;
import io.tino.resp.RespWriter;
import io.tino.transport.SocketAddressFormat;

/**
 * {@code CLIENT KILL address} and {@code CLIENT KILL filter value [filter value ...]}.
 *
 * @see <a href="https://redis.io/docs/latest/commands/client-kill/">CLIENT KILL in
 * Redis</a>
 */
final class ClientKill {

	/** How it is described to people. */
	static final List<CommandArgument> ARGUMENTS = List.of(
			CommandArgument
				.oneOf("filter",
						List.of(new CommandArgument("ip:port", "string", false),
								CommandArgument.oneOf("new-format", List.of(value("client-id", "integer", "ID"),
										new CommandArgument("client-type", "oneof", true, false, "TYPE",
												ClientType.TOKENS),
										value("username", "string", "USER"), value("ip:port", "string", "ADDR"),
										value("ip:port", "string", "LADDR"),
										new CommandArgument("skipme", "oneof", true, false, "SKIPME",
												List.of(CommandArgument.token("YES"), CommandArgument.token("NO"))),
										value("maxage", "integer", "MAXAGE")))
									.asMultiple())));

	private ClientKill() {
	}

	private static CommandArgument value(String name, String type, String token) {
		return new CommandArgument(name, type, true, false, token, List.of());
	}

	static void run(ServerCall call) {
		if (call.argumentCount() == 1) {
			killByAddress(call);
			return;
		}
		Map<String, Predicate<ServerSession>> filters = new HashMap<>();
		filters.put("SKIPME", (session) -> session != call.session());
		for (int index = 0; index < call.argumentCount(); index += 2) {
			if (index + 1 == call.argumentCount()) {
				throw ClientCommand.syntaxError();
			}
			// Of an option that is given twice, the last counts
			filters.put(call.text(index).toUpperCase(Locale.ROOT), filter(call, index));
		}
		kill(call, filters.values().stream().reduce((session) -> true, Predicate::and),
				(count, writer) -> writer.number(count));
	}

	/** The old form, which may end the caller, too. */
	private static void killByAddress(ServerCall call) {
		String address = call.text(0);
		kill(call, (session) -> address.equals(remoteAddress(session)), (count, writer) -> {
			if (count == 0) {
				throw BuiltInCommand.error("No such client");
			}
			writer.ok();
		});
	}

	private static Predicate<ServerSession> filter(ServerCall call, int index) {
		String value = call.text(index + 1);
		if (call.matches(index, "SKIPME") && call.matches(index + 1, "YES")) {
			return (session) -> session != call.session();
		}
		if (call.matches(index, "SKIPME") && call.matches(index + 1, "NO")) {
			return (session) -> true;
		}
		if (call.matches(index, "ADDR")) {
			return (session) -> value.equals(remoteAddress(session));
		}
		if (call.matches(index, "LADDR")) {
			return (session) -> value.equals(SocketAddressFormat.format(session.connection().localAddress()));
		}
		if (call.matches(index, "TYPE")) {
			ClientType type = ClientType.of(value);
			return (session) -> ClientType.of(session) == type;
		}
		if (call.matches(index, "USER")) {
			return (session) -> isUser(session, value);
		}
		if (call.matches(index, "ID")) {
			long id = aboveZero(call, index + 1, "client-id should be greater than 0",
					"client-id should be greater than 0");
			return (session) -> session.connection().id() == id;
		}
		if (call.matches(index, "MAXAGE")) {
			long seconds = aboveZero(call, index + 1, "maxage is not an integer or out of range",
					"maxage should be greater than 0");
			long now = call.session().context().nanoTime().getAsLong();
			return (session) -> TimeUnit.NANOSECONDS.toSeconds(now - session.connection().openedNanos()) >= seconds;
		}
		throw ClientCommand.syntaxError();
	}

	/** A user is there if a connection has authenticated as that user. */
	private static boolean isUser(ServerSession session, String user) {
		Principal principal = session.connection().principal();
		return user.equals((principal != null) ? principal.getName() : ClientInfo.DEFAULT_USER);
	}

	private static long aboveZero(ServerCall call, int index, String noNumber, String tooLow) {
		if (!RespNumber.isLong(call.argument(index))) {
			throw BuiltInCommand.error(noNumber);
		}
		long number = RespNumber.parse(call.argument(index));
		if (number < 1) {
			throw BuiltInCommand.error(tooLow);
		}
		return number;
	}

	private static String remoteAddress(ServerSession session) {
		return SocketAddressFormat.format(session.connection().remoteAddress());
	}

	/**
	 * Close connections, and answer when none of them is told of anything any more: at
	 * once within a transaction, which would keep a thread until then.
	 */
	private static void kill(ServerCall call, Predicate<ServerSession> filter, Answer answer) {
		List<ServerSession> victims = call.session().context().sessions().all().stream().filter(filter).toList();
		AtomicInteger left = new AtomicInteger(1);
		Runnable done = () -> {
			if (left.decrementAndGet() == 0) {
				call.reply((writer) -> answer.write(victims.size(), writer));
			}
		};
		for (ServerSession victim : victims) {
			if (victim == call.session()) { // is told first
				call.closeAfterReply();
			}
			else if (call.isWithinTransaction()) {
				kill(victim, () -> {
				});
			}
			else {
				left.incrementAndGet();
				kill(victim, done);
			}
		}
		done.run();
	}

	private static void kill(ServerSession victim, Runnable done) {
		Runnable kill = () -> {
			victim.kill();
			done.run();
		};
		if (!victim.transport().execute(kill)) {
			done.run();
		}
	}

	/**
	 * Tells how many connections have been closed.
	 */
	@FunctionalInterface
	private interface Answer {

		void write(int count, RespWriter writer);

	}

}
