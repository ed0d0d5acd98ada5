package io.tino.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.tino.benchmarks.suite.Figures;
import io.tino.benchmarks.suite.Metric;
import io.tino.benchmarks.suite.Spread;
import io.tino.benchmarks.suite.Target;

/**
 * What must hold, and whether it does.
 */
final class RatioTable {

	/** By how much two runs may differ without being called different. */
	private static final double TOLERANCE = 0.15;

	private final Map<Target, Spread> ratios = new LinkedHashMap<>();

	RatioTable(List<Target> targets, Figures figures) {
		for (Target target : targets) {
			target.ratio(figures).ifPresent((ratio) -> this.ratios.put(target, ratio));
		}
	}

	Map<String, Double> medians() {
		return this.ratios.entrySet()
			.stream()
			.collect(Collectors.toMap((entry) -> name(entry.getKey()), (entry) -> entry.getValue().median()));
	}

	void write(Map<String, Double> before, StringBuilder text) {
		text.append("## Ratios\n\n");
		text.append("Medians over rounds in which all took turns, least and greatest in brackets.\n\n");
		text.append("| work | compared | must be | is | | run before |\n| --- | --- | --- | --- | --- | --- |\n");
		this.ratios.forEach((target, ratio) -> text.append(line(target, ratio, before.get(name(target)))));
		text.append('\n');
	}

	private static String line(Target target, Spread ratio, @Nullable Double before) {
		return String.format(Locale.ROOT, "| %s | %s | %s %.2f | %.2f (%.2f to %.2f) | %s | %s |%n",
				target.figure().row(), compared(target), target.atLeast() ? ">=" : "<=", target.bound(), ratio.median(),
				ratio.min(), ratio.max(), target.holds(ratio.median()) ? "holds" : "**missed**",
				before(ratio.median(), before));
	}

	private static String compared(Target target) {
		String metric = (target.metric() != Metric.CALLS) ? target.metric().title() + ": " : "";
		return metric + target.figure().contender() + " to "
				+ target.others().stream().map((other) -> name(other, target)).collect(Collectors.joining(" or "));
	}

	private static String name(Target.Entry other, Target target) {
		return other.row().equals(target.figure().row()) ? other.contender() : "that of " + other.row();
	}

	private static String before(double ratio, @Nullable Double before) {
		if (before == null) {
			return "";
		}
		boolean differs = Math.abs(ratio / before - 1) > TOLERANCE;
		return String.format(Locale.ROOT, differs ? "**%.2f**" : "%.2f", before);
	}

	private static String name(Target target) {
		return target.figure().row() + ", " + compared(target);
	}

}
