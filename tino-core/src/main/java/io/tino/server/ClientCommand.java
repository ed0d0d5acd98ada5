package io.tino.server;

import java.time.Duration;
import java.util.List;

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
		super(CommandSpec.named("CLIENT").summary("Names, lists and ends connections").group("connection"), List.of(
				Subcommand.of("CLIENT|GETNAME", "Returns the name of the connection", 0, 0, ClientCommand::getName),
				Subcommand.of("CLIENT|GETREDIR", "Returns -1, as there is no tracking", 0, 0,
						(call) -> call.reply((writer) -> writer.number(-1))),
				Subcommand.of("CLIENT|ID", "Returns the number of the connection", 0, 0, ClientCommand::id),
				Subcommand.of("CLIENT|INFO", "Describes the connection", 0, 0, ClientCommand::info),
				Subcommand.of("CLIENT|KILL", "Closes connections", 1, CommandSpec.UNLIMITED, ClientKill::run)
					.administrative()
					.onWorker(),
				Subcommand.of("CLIENT|LIST", "Describes connections", 0, CommandSpec.UNLIMITED, ClientList::run)
					.administrative(),
				Subcommand
					.of("CLIENT|NO-EVICT", "Marks the connection as one to keep", 1, 1,
							(call) -> onOrOff(call, call.connection()::noEvict))
					.administrative(),
				Subcommand.of("CLIENT|NO-TOUCH", "Marks the connection as one that touches no keys", 1, 1,
						(call) -> onOrOff(call, call.connection()::noTouch)),
				Subcommand
					.of("CLIENT|PAUSE", "Holds back the calls of all clients for a time", 1, CommandSpec.UNLIMITED,
							ClientCommand::pause)
					.administrative(),
				Subcommand.of("CLIENT|REPLY", "Says whether the client wants replies", 1, 1, ClientCommand::reply),
				Subcommand.of("CLIENT|SETINFO", "Says which library the client is", 2, 2, ClientCommand::setInfo),
				Subcommand.of("CLIENT|SETNAME", "Names the connection", 1, 1, ClientCommand::setName),
				Subcommand.of("CLIENT|CACHING", "Refuses, as there is no tracking", 1, 1, ClientTracking::caching),
				Subcommand.of("CLIENT|TRACKING", "Leaves tracking off", 1, CommandSpec.UNLIMITED,
						ClientTracking::tracking),
				Subcommand.of("CLIENT|TRACKINGINFO", "Says that there is no tracking", 0, 0, ClientTracking::info),
				Subcommand.of("CLIENT|UNBLOCK", "Unblocks no one, as no call waits for another", 1,
						CommandSpec.UNLIMITED, ClientCommand::unblock),
				Subcommand.of("CLIENT|UNPAUSE", "Lets all clients go on", 0, 0, ClientCommand::unpause)
					.administrative()
					.exemptFromPause()));
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
