package io.tino.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;
import io.tino.resp.RespNumber;
import io.tino.resp.RespWriter;

/**
 * {@code MEMORY}: tells what the JVM and the buffers of connections take.
 *
 * @see <a href="https://redis.io/docs/latest/commands/memory/">MEMORY in Redis</a>
 */
final class MemoryCommand extends ContainerCommand {

	private static final CommandArgument KEY = new CommandArgument("key", "string", false);

	private static final CommandArgument SAMPLES = new CommandArgument("count", "integer", true, false, "SAMPLES",
			List.of());

	private static final int HIGH_PERCENTAGE = 90;

	MemoryCommand() {
		super(CommandSpec.named("MEMORY").summary("Tells what takes memory").group("server"), List.of(
				Subcommand.of(spec("DOCTOR", "Says what to make of the memory that is taken"), MemoryCommand::doctor)
					.administrative(),
				Subcommand.of(spec("MALLOC-STATS", "Describes the allocator of buffers"), MemoryCommand::allocator)
					.administrative(),
				Subcommand.of(spec("PURGE", "Lets the JVM collect garbage"), MemoryCommand::purge)
					.administrative()
					.onWorker(),
				Subcommand.of(spec("STATS", "Returns what takes how much"), MemoryCommand::statistics).administrative(),
				Subcommand.of(spec("USAGE", "Returns null, as there are no keys").arguments(List.of(KEY, SAMPLES))
					.arguments(1, CommandSpec.UNLIMITED), MemoryCommand::usage)));
	}

	private static CommandSpec.Builder spec(String name, String summary) {
		return CommandSpec.named("MEMORY|" + name).summary(summary).group("server").since("4.0.0");
	}

	private static JvmMemory now(ServerCall call) {
		return JvmMemory.now(call.session().transport().allocator());
	}

	private static void usage(ServerCall call) {
		for (int index = 1; index < call.argumentCount(); index += 2) {
			if (!call.matches(index, "SAMPLES") || index + 1 == call.argumentCount()) {
				throw ClientCommand.syntaxError();
			}
			if (!RespNumber.isLong(call.argument(index + 1))) {
				throw error("value is not an integer or out of range");
			}
			if (RespNumber.parse(call.argument(index + 1)) < 0) {
				throw ClientCommand.syntaxError();
			}
		}
		call.reply(RespWriter::nullValue);
	}

	private static void statistics(ServerCall call) {
		JvmMemory memory = now(call);
		Map<String, Long> figures = new LinkedHashMap<>();
		figures.put("peak.allocated", memory.heapPeak());
		figures.put("total.allocated", memory.heapUsed());
		figures.put("heap.committed", memory.heapCommitted());
		figures.put("heap.max", memory.heapMax());
		figures.put("non.heap.used", memory.nonHeapUsed());
		figures.put("netty.direct", memory.directUsed());
		figures.put("netty.heap", memory.buffersInHeap());
		figures.put("keys.count", 0L);
		figures.put("dataset.bytes", 0L);
		call.reply((writer) -> {
			writer.map(figures.size());
			figures.forEach((name, value) -> {
				writer.bulk(name);
				writer.number(value);
			});
		});
	}

	private static void doctor(ServerCall call) {
		JvmMemory memory = now(call);
		String percentage = InfoText.decimal(memory.heapPercentage(), 0);
		String advice = (memory.heapPercentage() < HIGH_PERCENTAGE) ? "There is room.\n"
				: "If that stays so after MEMORY PURGE, the heap is too small or something leaks.\n";
		call.reply((writer) -> writer.verbatim("txt",
				"The heap uses " + InfoText.human(memory.heapUsed()) + " of " + InfoText.human(memory.heapMax()) + " ("
						+ percentage + " %), garbage included; the buffers of connections "
						+ InfoText.human(memory.directUsed()) + " besides. " + advice));
	}

	private static void purge(ServerCall call) {
		System.gc();
		call.reply(RespWriter::ok);
	}

	private static void allocator(ServerCall call) {
		JvmMemory memory = now(call);
		String text = call.session().transport().allocator() + "\nbytes outside of the heap: " + memory.directUsed()
				+ "\nbytes in the heap: " + memory.buffersInHeap() + "\n";
		call.reply((writer) -> writer.verbatim("txt", text));
	}

}
