package io.tino.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.tino.benchmarks.figure.Figures;
import io.tino.benchmarks.suite.Requirement;

/**
 * Writes what has been measured to a directory: {@code report.md}, a plot for each row,
 * and the medians for the next run to compare with.
 */
public final class Report {

	private final Path directory;

	private final Environment environment;

	private final Path medians;

	private final Map<String, Double> before;

	/**
	 * Begin a report.
	 * @param directory the directory that it is written to, where that of an earlier run
	 * may be
	 * @param environment where it is measured
	 * @throws IOException if an earlier report cannot be read
	 */
	public Report(Path directory, Environment environment) throws IOException {
		this.directory = directory;
		this.environment = environment;
		this.medians = directory.resolve("medians.properties");
		this.before = EarlierRun.read(this.medians);
	}

	/**
	 * Write all of it.
	 * @param requirements what must hold
	 * @param figures what has been measured
	 * @return the Markdown file
	 * @throws IOException if it cannot be written
	 */
	public Path write(List<Requirement> requirements, Figures figures) throws IOException {
		Files.createDirectories(this.directory);
		RequirementTable table = new RequirementTable(requirements, figures);
		StringBuilder text = new StringBuilder();
		this.environment.write(text);
		table.write(this.before, text);
		for (String row : figures.rows()) {
			new FigureTable(figures, row).write(text);
			Plot.of(figures, row).save(this.directory);
		}
		EarlierRun.write(this.medians, table.medians());
		return Files.writeString(this.directory.resolve("report.md"), text);
	}

}
