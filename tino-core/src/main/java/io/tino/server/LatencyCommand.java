package io.tino.server;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;
import io.tino.resp.RespWriter;

/**
 * {@code LATENCY}: tells when calls were slow, and how long they take.
 *
 * @see <a href="https://redis.io/docs/latest/commands/latency/">LATENCY in Redis</a>
 */
final class LatencyCommand extends ContainerCommand {

	private static final CommandArgument EVENT = new CommandArgument("event", "string", false);

	private static final CommandArgument COMMAND = new CommandArgument("command", "string", false);

	LatencyCommand() {
		super(CommandSpec.named("LATENCY").summary("Tells when calls were slow").group("server"), List.of(
				Subcommand.of(spec("DOCTOR", "Says what to make of slow calls"), LatencyCommand::doctor)
					.administrative(),
				Subcommand.of(spec("GRAPH", "Draws an event").arguments(List.of(EVENT)), LatencyCommand::graph)
					.administrative(),
				Subcommand
					.of(spec("HISTOGRAM", "Returns how many calls of commands have taken how long").since("7.0.0")
						.arguments(List.of(COMMAND.asOptional().asMultiple())), LatencyCommand::histogram)
					.administrative(),
				Subcommand
					.of(spec("HISTORY", "Returns when an event was, and how long it took").arguments(List.of(EVENT)),
							LatencyCommand::history)
					.administrative(),
				Subcommand.of(spec("LATEST", "Returns the latest of all events"), LatencyCommand::latest)
					.administrative(),
				Subcommand
					.of(spec("RESET", "Forgets events").arguments(List.of(EVENT.asOptional().asMultiple())),
							LatencyCommand::reset)
					.administrative()));
	}

	private static CommandSpec.Builder spec(String name, String summary) {
		return CommandSpec.named("LATENCY|" + name).summary(summary).group("server").since("2.8.13");
	}

	private static LatencyEvents events(ServerCall call) {
		return call.session().context().slowCalls().events();
	}

	private static void latest(ServerCall call) {
		List<LatencyEvent> events = events(call).all();
		call.reply((writer) -> {
			writer.array(events.size());
			for (LatencyEvent event : events) {
				LatencyEvent.Sample latest = event.latest();
				writer.array(4);
				writer.bulk(event.name());
				writer.number(latest.epochSecond());
				writer.number(latest.millis());
				writer.number(event.maxMillis());
			}
		});
	}

	private static void history(ServerCall call) {
		LatencyEvent event = events(call).find(call.text(0));
		List<LatencyEvent.Sample> samples = (event != null) ? event.samples() : List.of();
		call.reply((writer) -> {
			writer.array(samples.size());
			for (LatencyEvent.Sample sample : samples) {
				writer.array(2);
				writer.number(sample.epochSecond());
				writer.number(sample.millis());
			}
		});
	}

	private static void reset(ServerCall call) {
		Set<LatencyEvent> chosen = new HashSet<>();
		for (int index = 0; index < call.argumentCount(); index++) {
			chosen.add(events(call).find(call.text(index)));
		}
		List<LatencyEvent> all = (call.argumentCount() == 0) ? events(call).all()
				: chosen.stream().filter(Objects::nonNull).toList();
		all.forEach(LatencyEvent::reset);
		call.reply((writer) -> writer.number(all.size()));
	}

	private static void graph(ServerCall call) {
		LatencyEvent event = events(call).find(call.text(0));
		if (event == null) {
			throw error("No samples available for event '" + call.text(0) + "'");
		}
		String graph = LatencyReport.graph(event, call.session().context().clock().instant().getEpochSecond());
		call.reply((writer) -> writer.verbatim("txt", graph));
	}

	private static void doctor(ServerCall call) {
		ServerContext context = call.session().context();
		String report = LatencyReport.of(context.slowCalls().events(), context.settings().slowLogThreshold);
		call.reply((writer) -> writer.verbatim("txt", report));
	}

	private static void histogram(ServerCall call) {
		Set<String> names = new HashSet<>();
		for (int index = 0; index < call.argumentCount(); index++) {
			names.add(call.text(index).toLowerCase(Locale.ROOT));
		}
		List<CommandStatistics> commands = call.session()
			.context()
			.statistics()
			.commands()
			.stream()
			.filter((command) -> command.callCount() > 0 && (names.isEmpty() || isOneOf(command.name(), names)))
			.toList();
		call.reply((writer) -> {
			writer.map(commands.size());
			commands.forEach((command) -> write(command, writer));
		});
	}

	/** A command with subcommands stands for all of them. */
	private static boolean isOneOf(String name, Set<String> names) {
		int bar = name.indexOf('|');
		return names.contains(name) || (bar > 0 && names.contains(name.substring(0, bar)));
	}

	private static void write(CommandStatistics command, RespWriter writer) {
		LatencyHistogram histogram = command.histogram();
		Map<Long, Long> counts = histogram.cumulativeByMicros();
		writer.bulk(command.name());
		writer.map(2);
		writer.bulk("calls");
		writer.number(histogram.count());
		writer.bulk("histogram_usec");
		writer.map(counts.size());
		counts.forEach((micros, count) -> {
			writer.number(micros);
			writer.number(count);
		});
	}

}
