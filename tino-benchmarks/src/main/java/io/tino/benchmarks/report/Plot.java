package io.tino.benchmarks.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;

import io.tino.benchmarks.figure.Figures;
import io.tino.benchmarks.figure.Metric;
import io.tino.benchmarks.figure.Spread;

/**
 * A bar for each contender in a row: the median of the row's first metric.
 *
 * @param row what was measured
 * @param chart the bars
 */
record Plot(String row, HorizontalBarChart chart) {

	private static final int WIDTH = 900;

	private static final int HEIGHT_OF_BAR = 48;

	private static final int HEIGHT_OF_REST = 120;

	static Plot of(Figures figures, String row) {
		Metric metric = figures.metrics(row).get(0);
		List<String> contenders = figures.contenders(row);
		List<Double> medians = contenders.stream()
			.map((contender) -> Spread.of(figures.values(row, contender, metric)).median())
			.toList();
		HorizontalBarChart chart = new HorizontalBarChartBuilder().width(WIDTH)
			.height(HEIGHT_OF_REST + HEIGHT_OF_BAR * contenders.size())
			.title(row)
			.xAxisTitle(metric.title())
			.build();
		chart.getStyler().setLegendVisible(false);
		chart.addSeries(metric.title(), medians, contenders);
		return new Plot(row, chart);
	}

	void save(Path directory) throws IOException {
		Path file = directory.resolve(this.row.toLowerCase(Locale.ROOT).replaceAll("\\W+", "-") + ".png");
		try (OutputStream out = Files.newOutputStream(file)) {
			ChartEncoder.saveChart(this.chart, out, "png");
		}
	}

}
