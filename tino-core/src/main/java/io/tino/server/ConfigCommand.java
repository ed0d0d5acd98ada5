package io.tino.server;

import java.util.List;
import java.util.Map;

import io.tino.command.CommandArgument;
import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.resp.RespWriter;

/**
 * {@code CONFIG}: tells how the server is configured, which the properties of the
 * application alone decide.
 *
 * @see <a href="https://redis.io/docs/latest/commands/config/">CONFIG in Redis</a>
 */
final class ConfigCommand extends ContainerCommand {

	private static final CommandArgument PARAMETER = new CommandArgument("parameter", "string", false);

	private static final CommandArgument VALUE = new CommandArgument("value", "string", false);

	ConfigCommand() {
		super(CommandSpec.named("CONFIG").summary("Tells how the server is configured").group("server"), List.of(
				Subcommand
					.of(spec("GET", "Returns the values of parameters").arguments(List.of(PARAMETER.asMultiple())),
							ConfigCommand::get)
					.hiddenFromMonitors(),
				Subcommand.of(spec("RESETSTAT", "Resets the statistics"), ConfigCommand::resetStatistics)
					.administrative(),
				Subcommand.of(spec("REWRITE", "Is refused, as there is no file of parameters"), ConfigCommand::rewrite)
					.administrative(),
				Subcommand
					.of(spec("SET", "Is refused, as properties of the application set the parameters")
						.arguments(List.of(CommandArgument.block("data", List.of(PARAMETER, VALUE)).asMultiple())),
							ConfigCommand::set)
					.administrative()));
	}

	private static CommandSpec.Builder spec(String name, String summary) {
		return CommandSpec.named("CONFIG|" + name).summary(summary).group("server").since("2.0.0");
	}

	private static void get(ServerCall call) {
		Map<String, String> values = ConfigParameters.matching(call);
		call.reply((writer) -> {
			writer.map(values.size());
			values.forEach((name, value) -> {
				writer.bulk(name);
				writer.bulk(value);
			});
		});
	}

	private static void resetStatistics(ServerCall call) {
		call.session().context().statistics().reset();
		call.reply(RespWriter::ok);
	}

	private static void rewrite(ServerCall call) {
		throw error("The server is running without a config file");
	}

	private static void set(ServerCall call) {
		if (call.argumentCount() % 2 != 0) {
			throw ClientCommand.syntaxError();
		}
		for (int index = 0; index < call.argumentCount(); index += 2) {
			if (!ConfigParameters.exists(call.text(index))) {
				throw unknown(call.text(index));
			}
		}
		throw error("CONFIG SET failed (possibly related to argument '" + call.text(0)
				+ "') - can't set immutable config, which properties of the application set");
	}

	private static CommandException unknown(String name) {
		return error("Unknown option or number of arguments for CONFIG SET - '" + name + "'");
	}

}
