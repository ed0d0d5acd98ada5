package io.tino.benchmarks.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import io.tino.benchmarks.figure.Figures;
import io.tino.benchmarks.memory.IdleConnections;

/**
 * What connections cost that do nothing. That is the same each time, and measured once.
 *
 * @param connections how many there are
 * @param logs the directory of logs
 */
record IdleMemoryExperiment(int connections, Path logs) implements Experiment {

	static String row(int connections) {
		return String.format(Locale.ROOT, "%,d idle connections", connections);
	}

	@Override
	public List<String> rows() {
		return List.of(row(this.connections));
	}

	@Override
	public void run(Rounds rounds, Figures figures) throws Exception {
		for (String peer : List.of(Contenders.TINO, Contenders.MINIMAL)) {
			IdleConnections.measure(row(this.connections), peer, this.connections, this.logs).forEach(figures::add);
		}
	}

}
