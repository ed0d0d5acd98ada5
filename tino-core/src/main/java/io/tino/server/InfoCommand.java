package io.tino.server;

import java.util.List;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;

/**
 * {@code INFO [section ...]}: tells how the server is doing. Clients wait for it to say
 * that nothing is being loaded, so it is for everybody who may call at all.
 *
 * @see <a href="https://redis.io/docs/latest/commands/info/">INFO in Redis</a>
 */
final class InfoCommand extends BuiltInCommand {

	InfoCommand() {
		super(CommandSpec.named("INFO")
			.summary("Tells how the server is doing")
			.group("server")
			.arguments(List.of(new CommandArgument("section", "string", false).asOptional().asMultiple())));
	}

	@Override
	boolean isMultiplexed() {
		return true;
	}

	@Override
	void run(ServerCall call) {
		InfoText text = new InfoText();
		InfoSection.of(call).forEach((section) -> section.write(call, text));
		call.reply((writer) -> writer.verbatim("txt", text.toString()));
	}

}
