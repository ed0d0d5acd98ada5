package io.tino.server;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.tino.command.CommandArgument;
import io.tino.resp.RespNumber;

/**
 * {@code CLIENT LIST [TYPE type] [ID id ...]}.
 *
 * @see <a href="https://redis.io/docs/latest/commands/client-list/">CLIENT LIST in
 * Redis</a>
 */
final class ClientList {

	/** How it is described to people. */
	static final List<CommandArgument> ARGUMENTS = List.of(
			new CommandArgument("client-type", "oneof", true, false, "TYPE", ClientType.TOKENS),
			new CommandArgument("client-id", "integer", true, true, "ID", List.of()));

	private ClientList() {
	}

	static void run(ServerCall call) {
		Predicate<ServerSession> filter = filter(call);
		StringBuilder lines = new StringBuilder();
		call.session()
			.context()
			.sessions()
			.all()
			.stream()
			.filter(filter)
			.forEach((session) -> lines.append(ClientInfo.line(session)).append('\n'));
		call.reply((writer) -> writer.verbatim("txt", lines));
	}

	private static Predicate<ServerSession> filter(ServerCall call) {
		if (call.argumentCount() == 0) {
			return (session) -> true;
		}
		if (call.argumentCount() == 2 && call.matches(0, "TYPE")) {
			ClientType type = ClientType.of(call.text(1));
			return (session) -> ClientType.of(session) == type;
		}
		if (call.argumentCount() > 1 && call.matches(0, "ID")) {
			Set<Long> ids = ids(call);
			return (session) -> ids.contains(session.connection().id());
		}
		throw ClientCommand.syntaxError();
	}

	private static Set<Long> ids(ServerCall call) {
		Set<Long> ids = new HashSet<>();
		for (int index = 1; index < call.argumentCount(); index++) {
			if (!RespNumber.isLong(call.argument(index))) {
				throw BuiltInCommand.error("Invalid client ID");
			}
			ids.add(RespNumber.parse(call.argument(index)));
		}
		return ids;
	}

}
