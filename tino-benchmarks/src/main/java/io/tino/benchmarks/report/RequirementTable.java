package io.tino.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.tino.benchmarks.figure.Figures;
import io.tino.benchmarks.figure.Spread;
import io.tino.benchmarks.suite.Requirement;

/**
 * What must hold, and whether it does.
 */
final class RequirementTable {

	/** By how much two runs may differ without being called different. */
	private static final double TOLERANCE = 0.15;

	private final Map<Requirement, Spread> measured = new LinkedHashMap<>();

	RequirementTable(List<Requirement> requirements, Figures figures) {
		for (Requirement requirement : requirements) {
			requirement.measured(figures).ifPresent((spread) -> this.measured.put(requirement, spread));
		}
	}

	Map<String, Double> medians() {
		return this.measured.entrySet()
			.stream()
			.collect(Collectors.toMap((entry) -> name(entry.getKey()), (entry) -> entry.getValue().median()));
	}

	void write(Map<String, Double> before, StringBuilder text) {
		text.append("## What must hold\n\n");
		text.append("Medians over rounds in which all took turns, least and greatest in brackets.\n\n");
		text.append("| work | compared | must be | is | | run before |\n| --- | --- | --- | --- | --- | --- |\n");
		this.measured
			.forEach((requirement, spread) -> text.append(line(requirement, spread, before.get(name(requirement)))));
		text.append('\n');
	}

	private static String line(Requirement requirement, Spread spread, @Nullable Double before) {
		return String.format(Locale.ROOT, "| %s | %s | %s | %.2f (%.2f to %.2f) | %s | %s |%n", requirement.row(),
				requirement.subject(), requirement.bound(), spread.median(), spread.min(), spread.max(),
				requirement.holds(spread.median()) ? "holds" : "**missed**", before(spread.median(), before));
	}

	private static String before(double median, @Nullable Double before) {
		if (before == null) {
			return "";
		}
		boolean differs = Math.abs(median / before - 1) > TOLERANCE;
		return String.format(Locale.ROOT, differs ? "**%.2f**" : "%.2f", before);
	}

	private static String name(Requirement requirement) {
		return requirement.row() + ", " + requirement.subject();
	}

}
