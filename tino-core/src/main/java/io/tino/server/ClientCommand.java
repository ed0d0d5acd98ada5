package io.tino.server;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.tino.command.CommandArgument;
import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.resp.RespNumber;
import io.tino.resp.RespWriter;

/**
 * {@code CLIENT}: what there is to know, and to do, about connections.
 *
 * @see <a href="https://redis.io/docs/latest/commands/client/">CLIENT in Redis</a>
 */
final class ClientCommand extends ContainerCommand {

	ClientCommand() {
		super(CommandSpec.named("CLIENT")
			.summary("Names, lists and ends connections")
			.group("connection")
			.since("2.4.0"),
				List.of(Subcommand.of(spec("GETNAME", "2.6.9", "Returns the name of the connection"),
						ClientCommand::getName),
						Subcommand.of(spec("GETREDIR", "6.0.0", "Returns -1, as there is no tracking"),
								(call) -> call.reply((writer) -> writer.number(-1))),
						Subcommand.of(spec("ID", "5.0.0", "Returns the number of the connection"), ClientCommand::id),
						Subcommand.of(spec("INFO", "6.2.0", "Describes the connection"), ClientCommand::info),
						Subcommand
							.of(spec("KILL", "2.4.0", "Closes connections").arguments(ClientKill.ARGUMENTS)
								.arguments(1, CommandSpec.UNLIMITED), ClientKill::run)
							.administrative(),
						Subcommand
							.of(spec("LIST", "2.4.0", "Describes connections").arguments(ClientList.ARGUMENTS)
								.arguments(0, CommandSpec.UNLIMITED), ClientList::run)
							.administrative(),
						Subcommand
							.of(spec("NO-EVICT", "7.0.0", "Marks the connection as one to keep").arguments(
									List.of(choice("enabled", "ON", "OFF"))),
									(call) -> onOrOff(call, call.connection()::noEvict))
							.administrative(),
						Subcommand.of(
								spec("NO-TOUCH", "7.2.0", "Marks the connection as one that touches no keys").arguments(
										List.of(choice("enabled", "ON", "OFF"))),
								(call) -> onOrOff(call, call.connection()::noTouch)),
						Subcommand.of(spec("PAUSE", "2.9.50", "Holds back the calls of all clients for a time")
							.arguments(List.of(new CommandArgument("timeout", "integer", false),
									choice("mode", "WRITE", "ALL").asOptional()))
							.arguments(1, CommandSpec.UNLIMITED), ClientCommand::pause).administrative(),
						Subcommand.of(spec("REPLY", "3.2.0", "Says whether the client wants replies")
							.arguments(List.of(choice("action", "ON", "OFF", "SKIP"))), ClientCommand::reply),
						Subcommand.of(
								spec("SETINFO", "7.2.0", "Says which library the client is")
									.arguments(List.of(CommandArgument.oneOf("attr",
											List.of(text("libname", "LIB-NAME"), text("libver", "LIB-VER"))))),
								ClientCommand::setInfo),
						Subcommand.of(
								spec("SETNAME", "2.6.9", "Names the connection")
									.arguments(List.of(new CommandArgument("connection-name", "string", false))),
								ClientCommand::setName),
						Subcommand.of(spec("CACHING", "6.0.0", "Refuses, as there is no tracking")
							.arguments(List.of(choice("mode", "YES", "NO"))), ClientTracking::caching),
						Subcommand.of(spec("TRACKING", "6.0.0", "Leaves tracking off")
							.arguments(List.of(choice("status", "ON", "OFF")))
							.arguments(1, CommandSpec.UNLIMITED), ClientTracking::tracking),
						Subcommand.of(spec("TRACKINGINFO", "6.2.0", "Says that there is no tracking"),
								ClientTracking::info),
						Subcommand.of(spec("UNBLOCK", "5.0.0", "Unblocks no one, as no call waits for another")
							.arguments(List.of(new CommandArgument("client-id", "integer", false),
									choice("unblock-type", "TIMEOUT", "ERROR").asOptional()))
							.arguments(1, CommandSpec.UNLIMITED), ClientCommand::unblock),
						Subcommand.of(spec("UNPAUSE", "6.2.0", "Lets all clients go on"), ClientCommand::unpause)
							.administrative()
							.exemptFromPause(),
						ClientMaintNotifications.command()));
	}

	private static CommandSpec.Builder spec(String name, String since, String summary) {
		return CommandSpec.named("CLIENT|" + name).summary(summary).group("connection").since(since);
	}

	private static CommandArgument choice(String name, String... words) {
		return CommandArgument.oneOf(name, Stream.of(words).map(CommandArgument::token).toList());
	}

	private static CommandArgument text(String name, String token) {
		return new CommandArgument(name, "string", false, false, token, List.of());
	}

	private static void id(ServerCall call) {
		call.reply((writer) -> writer.number(call.connection().id()));
	}

	private static void setName(ServerCall call) {
		String name = ClientNames.require("Client names", call.text(0));
		call.connection().name(name.isEmpty() ? null : name);
		call.reply(RespWriter::ok);
	}

	private static void getName(ServerCall call) {
		call.reply((writer) -> {
			String name = call.connection().name();
			if (name == null) {
				writer.nullValue();
			}
			else {
				writer.bulk(name);
			}
		});
	}

	private static void setInfo(ServerCall call) {
		if (call.matches(0, "LIB-NAME")) {
			call.connection().libraryName(ClientNames.require(call.text(0), call.text(1)));
		}
		else if (call.matches(0, "LIB-VER")) {
			call.connection().libraryVersion(ClientNames.require(call.text(0), call.text(1)));
		}
		else {
			throw error("Unrecognized option '" + call.text(0) + "'");
		}
		call.reply(RespWriter::ok);
	}

	private static void info(ServerCall call) {
		call.reply((writer) -> writer.verbatim("txt", ClientInfo.line(call.session()) + "\n"));
	}

	private static void reply(ServerCall call) {
		ServerConnection connection = call.connection();
		if (call.matches(0, "ON")) {
			connection.replyMode(ReplyMode.ON);
		}
		else if (call.matches(0, "OFF")) {
			connection.replyMode(ReplyMode.OFF);
		}
		else if (!call.matches(0, "SKIP")) {
			throw syntaxError();
		}
		else if (connection.replyMode() != ReplyMode.OFF) {
			connection.replyMode(ReplyMode.SKIP_NEXT);
		}
		call.reply(RespWriter::ok);
	}

	private static void onOrOff(ServerCall call, OnOrOff option) {
		boolean on = call.matches(0, "ON");
		if (!on && !call.matches(0, "OFF")) {
			throw syntaxError();
		}
		option.set(on);
		call.reply(RespWriter::ok);
	}

	private static void pause(ServerCall call) {
		if (call.argumentCount() > 2) {
			throw unknownSubcommandOrWrongNumber(call);
		}
		boolean writesOnly = call.argumentCount() == 2 && call.matches(1, "WRITE");
		if (call.argumentCount() == 2 && !writesOnly && !call.matches(1, "ALL")) {
			throw error("CLIENT PAUSE mode must be WRITE or ALL");
		}
		if (!RespNumber.isLong(call.argument(0))) {
			throw error("timeout is not an integer or out of range");
		}
		long millis = RespNumber.parse(call.argument(0));
		if (millis < 0) {
			throw error("timeout is negative");
		}
		CommandPause pause = call.session().context().pause();
		long nanos = pause.begin(millis, writesOnly);
		call.session().transport().schedule(pause::endIfOver, Duration.ofNanos(nanos).plusMillis(1));
		call.reply(RespWriter::ok);
	}

	private static void unblock(ServerCall call) {
		if (call.argumentCount() > 2) {
			throw unknownSubcommandOrWrongNumber(call);
		}
		if (call.argumentCount() == 2 && !call.matches(1, "TIMEOUT") && !call.matches(1, "ERROR")) {
			throw error("CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
		}
		if (!RespNumber.isLong(call.argument(0))) {
			throw error("value is not an integer or out of range");
		}
		call.reply((writer) -> writer.number(0));
	}

	private static void unpause(ServerCall call) {
		call.session().context().pause().end();
		call.reply(RespWriter::ok);
	}

	static CommandException syntaxError() {
		return error("syntax error");
	}

	/**
	 * Something that is either on or off.
	 */
	@FunctionalInterface
	private interface OnOrOff {

		void set(boolean on);

	}

}
