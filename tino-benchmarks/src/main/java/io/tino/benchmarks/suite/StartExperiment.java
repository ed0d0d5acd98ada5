package io.tino.benchmarks.suite;

import java.nio.file.Path;
import java.util.List;

import io.tino.benchmarks.figure.Figures;
import io.tino.benchmarks.startup.StartUp;

/**
 * How long applications take until they are ready.
 *
 * @param logs the directory of logs
 */
record StartExperiment(Path logs) implements Experiment {

	static final String ROW = "start of an application";

	@Override
	public List<String> rows() {
		return List.of(ROW);
	}

	@Override
	public void run(Rounds rounds, Figures figures) throws Exception {
		new StartUp(this.logs).measure(ROW, rounds.count()).forEach(figures::add);
	}

}
