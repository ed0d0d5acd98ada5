package io.tino.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

import io.tino.benchmarks.figure.Figures;
import io.tino.benchmarks.process.RunningPeers;
import io.tino.benchmarks.redis.RedisPrograms;
import io.tino.benchmarks.report.Environment;
import io.tino.benchmarks.report.Report;
import io.tino.benchmarks.suite.Experiment;
import io.tino.benchmarks.suite.Requirements;
import io.tino.benchmarks.suite.Suite;

/**
 * Measures Tino and its peers end to end, interleaved in one run, and writes a report.
 */
public final class EndToEndBenchmark {

	/** How many threads wait for calls at a time, at most. */
	private static final int CALLERS = 64;

	private EndToEndBenchmark() {
	}

	/**
	 * Measure. The report is written after each experiment, so that nothing is lost when
	 * a later one fails, or is not waited for.
	 * @param arguments {@code --rounds}, how many rounds count, 7 by default;
	 * {@code --warm-ups}, in how many rounds before those none may have become faster, 3;
	 * {@code --seconds}, how long each lasts, 1; {@code --only}, a regular expression
	 * that is found in the titles of what is measured; {@code --peers}, the names of
	 * those that take part; {@code --directory}, where the report goes,
	 * {@code target/report}
	 * @throws IOException if the report cannot be written
	 */
	public static void main(String[] arguments) throws IOException {
		System.setProperty("java.awt.headless", "true");
		Options options = Options.of(arguments);
		String command = String.join(" ", "tino-benchmarks/run", String.join(" ", arguments)).strip();
		Report report = new Report(options.directory(), Environment.current(command, RedisPrograms.versions()));
		Path logs = options.directory().resolve("logs");
		Figures figures = new Figures();
		boolean failed = false;
		try (RunningPeers peers = new RunningPeers(CALLERS, logs)) {
			for (Experiment experiment : new Suite(peers, options.peers(), logs).experiments()) {
				if (experiment.rows().stream().anyMatch(options.rows())) {
					failed |= !run(experiment, options, figures);
					report.write(Requirements.all(), figures);
				}
			}
		}
		System.out.println("The report is in " + options.directory().toAbsolutePath());
		System.exit(failed ? 1 : 0);
	}

	private static boolean run(Experiment experiment, Options options, Figures figures) {
		System.out.println("Measuring " + String.join(" and ", experiment.rows()));
		try {
			experiment.run(options.rounds(), figures);
			return true;
		}
		catch (Exception ex) {
			System.err.println("Cannot measure " + String.join(" and ", experiment.rows()));
			ex.printStackTrace();
			return false;
		}
	}

}
