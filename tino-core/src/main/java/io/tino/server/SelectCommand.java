package io.tino.server;

import java.util.List;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;
import io.tino.resp.RespWriter;

/**
 * {@code SELECT 0}: clients that ask for the only database there is are content.
 */
final class SelectCommand extends BuiltInCommand {

	SelectCommand() {
		super(CommandSpec.named("SELECT")
			.summary("Selects database 0, the only one")
			.group("connection")
			.arguments(List.of(new CommandArgument("index", "integer", false))));
	}

	@Override
	void run(ServerCall call) {
		if (index(call.text(0)) != 0) {
			throw error("DB index is out of range");
		}
		call.reply(RespWriter::ok);
	}

	private static int index(String text) {
		try {
			int index = Integer.parseInt(text);
			if (text.equals(Integer.toString(index))) { // Redis takes +1 and 01 for none
				return index;
			}
		}
		catch (NumberFormatException ex) {
			// As other text that is no number
		}
		throw error("value is not an integer or out of range");
	}

}
