package io.tino.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.tino.benchmarks.suite.Figures;
import io.tino.benchmarks.suite.Target;

/**
 * Writes what has been measured to a directory: {@code report.md}, a plot for each row,
 * and the ratios for the next run to compare with.
 */
public final class Report {

	private final Path directory;

	private final Path ratios;

	/**
	 * Create a report.
	 * @param directory the directory that it is written to
	 */
	public Report(Path directory) {
		this.directory = directory;
		this.ratios = directory.resolve("ratios.properties");
	}

	/**
	 * Write all of it.
	 * @param environment where it was measured
	 * @param targets what must hold
	 * @param figures what has been measured
	 * @return the Markdown file
	 * @throws IOException if it cannot be written
	 */
	public Path write(Environment environment, List<Target> targets, Figures figures) throws IOException {
		Files.createDirectories(this.directory);
		RatioTable table = new RatioTable(targets, figures);
		Map<String, Double> before = EarlierRatios.read(this.ratios);
		StringBuilder text = new StringBuilder();
		environment.write(text);
		table.write(before, text);
		for (String row : figures.rows()) {
			new FigureTable(figures, row).write(text);
			Plot.of(figures, row).save(this.directory);
		}
		EarlierRatios.write(this.ratios, table.medians());
		return Files.writeString(this.directory.resolve("report.md"), text);
	}

}
