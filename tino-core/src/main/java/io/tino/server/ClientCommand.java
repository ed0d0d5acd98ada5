package io.tino.server;

import java.util.Locale;

import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.resp.RespWriter;

/**
 * {@code CLIENT ID|SETNAME|GETNAME|SETINFO|INFO}.
 *
 * @see <a href="https://redis.io/docs/latest/commands/client/">CLIENT in Redis</a>
 */
final class ClientCommand extends BuiltInCommand {

	ClientCommand() {
		super(CommandSpec.named("CLIENT")
			.summary("Names and describes the connection")
			.group("connection")
			.arguments(1, CommandSpec.UNLIMITED));
	}

	@Override
	void run(ServerCall call) {
		String subcommand = call.text(0).toUpperCase(Locale.ROOT);
		switch (subcommand) {
			case "ID" -> id(call);
			case "SETNAME" -> setName(call);
			case "GETNAME" -> getName(call);
			case "SETINFO" -> setInfo(call);
			case "INFO" -> info(call);
			default -> throw unknownSubcommand(call);
		}
	}

	static CommandException unknownSubcommand(ServerCall call) {
		return error("unknown subcommand '" + call.text(0) + "'. Try " + call.command().spec().name() + " HELP.");
	}

	private static void requireArguments(ServerCall call, int count) {
		if (call.argumentCount() != 1 + count) {
			throw wrongNumberOfArguments(call.command().spec().name() + "|" + call.text(0));
		}
	}

	private static void id(ServerCall call) {
		requireArguments(call, 0);
		call.reply((writer) -> writer.number(call.connection().id()));
	}

	private static void setName(ServerCall call) {
		requireArguments(call, 1);
		String name = ClientNames.require("Client names", call.text(1));
		call.connection().name(name.isEmpty() ? null : name);
		call.reply(RespWriter::ok);
	}

	private static void getName(ServerCall call) {
		requireArguments(call, 0);
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
		requireArguments(call, 2);
		if (call.matches(1, "LIB-NAME")) {
			call.connection().libraryName(ClientNames.require("lib-name", call.text(2)));
		}
		else if (call.matches(1, "LIB-VER")) {
			call.connection().libraryVersion(ClientNames.require("lib-ver", call.text(2)));
		}
		else {
			throw error("Unrecognized option '" + call.text(1) + "'");
		}
		call.reply(RespWriter::ok);
	}

	private static void info(ServerCall call) {
		requireArguments(call, 0);
		call.reply((writer) -> writer.verbatim("txt", ClientInfo.line(call.session()) + "\n"));
	}

}
