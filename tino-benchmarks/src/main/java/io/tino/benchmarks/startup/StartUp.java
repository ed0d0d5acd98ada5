package io.tino.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.tino.benchmarks.figure.Figure;
import io.tino.benchmarks.figure.Metric;
import io.tino.benchmarks.process.ChildProcess;
import io.tino.benchmarks.process.JavaCommand;

/**
 * Measures the time from the start of a process until its application is ready: one with
 * an endpoint, which then accepts connections, and one without Tino, in turn.
 */
public final class StartUp {

	private final Path logs;

	/**
	 * Create an instance.
	 * @param logs the directory of logs
	 */
	public StartUp(Path logs) {
		this.logs = logs;
	}

	/**
	 * Start both applications: once without counting, so that their files are in memory,
	 * and then some times.
	 * @param row what this is called
	 * @param rounds how many times
	 * @return the times of all rounds, and those of processors, for {@code with Tino} and
	 * {@code without Tino}
	 * @throws IOException if a process cannot be started
	 */
	public List<Figure> measure(String row, int rounds) throws IOException {
		String all = System.getProperty("java.class.path");
		String with = ApplicationClassPath.withTino(all);
		String without = ApplicationClassPath.withoutTino(all);
		List<Figure> figures = new ArrayList<>();
		for (int round = -1; round < rounds; round++) {
			List<Figure> ofRound = new ArrayList<>(start(row, "with Tino", WithStarter.class, with, true));
			ofRound.addAll(start(row, "without Tino", WithoutStarter.class, without, false));
			figures.addAll((round >= 0) ? ofRound : List.of());
		}
		return figures;
	}

	private List<Figure> start(String row, String contender, Class<?> application, String classPath, boolean serves)
			throws IOException {
		List<String> command = new ArrayList<>(JavaCommand.of(application));
		command.set(command.indexOf("-cp") + 1, classPath);
		long start = System.nanoTime();
		try (ChildProcess process = ChildProcess.start(application.getSimpleName(), this.logs, command)) {
			String answer = process.receive();
			double millis = (System.nanoTime() - start) / 1e6;
			if (!answer.equals(String.valueOf(serves))) {
				throw new IllegalStateException("Whether " + application.getSimpleName() + " serves is " + answer);
			}
			return List.of(new Figure(row, contender, Metric.START, millis),
					new Figure(row, contender, Metric.START_CPU, process.cpuTime().toMillis()));
		}
	}

}
