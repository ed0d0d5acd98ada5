package io.tino.server;

import java.util.List;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;

/**
 * {@code TINO.JSON command [argument ...]}: one call in JSON. The session resolves the
 * command that is meant before it reads the arguments; this one never runs.
 */
final class JsonCommand extends BuiltInCommand {

	/** The elements up to the name of the command that is called. */
	static final int HEAD_ELEMENTS = 2;

	JsonCommand() {
		super(CommandSpec.named("TINO.JSON")
			.summary("Calls a command with arguments in JSON, and answers in JSON")
			.group("tino")
			.arguments(List.of(new CommandArgument("command", "string", false),
					new CommandArgument("argument", "string", true).asMultiple())));
	}

	@Override
	void run(ServerCall call) {
		throw new IllegalStateException("TINO.JSON stands for the command that it names");
	}

}
