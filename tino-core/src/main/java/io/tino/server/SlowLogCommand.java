package io.tino.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.tino.command.CommandArgument;
import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.resp.RespNumber;
import io.tino.resp.RespWriter;

/**
 * {@code SLOWLOG}: shows the calls that took long.
 *
 * @see <a href="https://redis.io/docs/latest/commands/slowlog/">SLOWLOG in Redis</a>
 */
final class SlowLogCommand extends ContainerCommand {

	private static final int DEFAULT_COUNT = 10;

	private static final CommandArgument COUNT = new CommandArgument("count", "integer", true);

	SlowLogCommand() {
		super(CommandSpec.named("SLOWLOG").summary("Shows calls that took long").group("server"), List.of(
				Subcommand
					.of(spec("GET", "Returns the latest entries: 10, or a number of them, or all if that is -1")
						.arguments(List.of(COUNT))
						.arguments(0, CommandSpec.UNLIMITED), SlowLogCommand::get)
					.administrative(),
				Subcommand.of(spec("LEN", "Returns the number of entries"), SlowLogCommand::length).administrative(),
				Subcommand.of(spec("RESET", "Forgets all entries"), SlowLogCommand::reset).administrative()));
	}

	private static CommandSpec.Builder spec(String name, String summary) {
		return CommandSpec.named("SLOWLOG|" + name).summary(summary).group("server").since("2.2.12");
	}

	private static SlowLog log(ServerCall call) {
		return call.session().context().slowCalls().log();
	}

	private static void get(ServerCall call) {
		if (call.argumentCount() > 1) {
			throw unknownSubcommandOrWrongNumber(call);
		}
		List<SlowLog.Entry> entries = log(call).latest(count(call));
		call.reply((writer) -> {
			writer.array(entries.size());
			entries.forEach((entry) -> write(entry, writer));
		});
	}

	private static long count(ServerCall call) {
		if (call.argumentCount() == 0) {
			return DEFAULT_COUNT;
		}
		long count = RespNumber.parse(call.argument(0));
		if (count < -1) { // or no number
			throw notACount();
		}
		return (count == -1) ? Long.MAX_VALUE : count;
	}

	private static CommandException notACount() {
		return error("count should be greater than or equal to -1");
	}

	private static void write(SlowLog.Entry entry, RespWriter writer) {
		writer.array(6);
		writer.number(entry.id());
		writer.number(entry.time().getEpochSecond());
		writer.number(TimeUnit.NANOSECONDS.toMicros(entry.nanos()));
		writer.array(entry.elements().size());
		entry.elements().forEach((element) -> writer.bulk(element.getBytes(StandardCharsets.ISO_8859_1)));
		writer.bulk(entry.address());
		writer.bulk(entry.clientName());
	}

	private static void length(ServerCall call) {
		call.reply((writer) -> writer.number(log(call).length()));
	}

	private static void reset(ServerCall call) {
		log(call).reset();
		call.reply(RespWriter::ok);
	}

}
