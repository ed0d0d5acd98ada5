package io.tino.server;

import java.util.List;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;
import io.tino.resp.RespWriter;

/**
 * {@code AUTH [username] password}.
 *
 * @see <a href="https://redis.io/docs/latest/commands/auth/">AUTH in Redis</a>
 */
final class AuthCommand extends BuiltInCommand {

	AuthCommand() {
		super(CommandSpec.named("AUTH")
			.summary("Authenticates the connection")
			.group("connection")
			.arguments(List.of(new CommandArgument("username", "string", true),
					new CommandArgument("password", "string", false)))
			.arguments(1, CommandSpec.UNLIMITED));
	}

	@Override
	boolean isOpenToAll() {
		return true;
	}

	@Override
	Execution execution(ServerCall call) {
		return (call.argumentCount() > 2) ? Execution.EVENT_LOOP : Execution.WORKER;
	}

	@Override
	void run(ServerCall call) {
		if (call.argumentCount() > 2) {
			throw error("syntax error");
		}
		boolean named = call.argumentCount() == 2;
		if (Authentication.authenticate(call, named ? call.text(0) : null, call.text(call.argumentCount() - 1))) {
			call.reply(RespWriter::ok);
		}
	}

}
