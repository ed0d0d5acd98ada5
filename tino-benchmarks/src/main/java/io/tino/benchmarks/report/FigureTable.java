package io.tino.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.tino.benchmarks.figure.Figures;
import io.tino.benchmarks.figure.Metric;
import io.tino.benchmarks.figure.Spread;

/**
 * All figures of one row of the suite.
 *
 * @param figures what has been measured
 * @param row what was measured
 */
record FigureTable(Figures figures, String row) {

	private static final double FEW = 100;

	void write(StringBuilder text) {
		List<Metric> metrics = this.figures.metrics(this.row);
		text.append("## ").append(this.row).append("\n\n");
		text.append("| |");
		metrics.forEach((metric) -> text.append(' ').append(metric.title()).append(" |"));
		text.append("\n| --- |").append(" --- |".repeat(metrics.size())).append('\n');
		for (String contender : this.figures.contenders(this.row)) {
			text.append("| ").append(contender).append(" | ");
			text.append(metrics.stream().map((metric) -> cell(contender, metric)).collect(Collectors.joining(" | ")));
			text.append(" |\n");
		}
		text.append('\n');
	}

	private String cell(String contender, Metric metric) {
		List<Double> values = this.figures.values(this.row, contender, metric);
		if (values.isEmpty()) {
			return "";
		}
		Spread spread = Spread.of(values);
		return number(spread.median()) + " (" + number(spread.min()) + " to " + number(spread.max()) + ")";
	}

	private static String number(double value) {
		return String.format(Locale.ROOT, (value < FEW) ? "%,.2f" : "%,.0f", value);
	}

}
