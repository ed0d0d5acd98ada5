package io.tino.benchmarks.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.tino.benchmarks.load.Load;
import io.tino.benchmarks.process.RunningPeers;
import io.tino.benchmarks.work.Work;

/**
 * All that is measured, in order.
 */
public final class Suite {

	static final Load THREADS = Load.threads(64);

	static final Load VIRTUAL_THREADS = Load.virtualThreads(64);

	static final Load IN_FLIGHT = Load.inFlight(1000);

	/** Few, as each may be 16 MiB long. */
	static final Load FEW_IN_FLIGHT = Load.inFlight(4);

	static final int ONE_MEBIBYTE = 1 << 20;

	static final int IDLE_CONNECTIONS = 10_000;

	private static final Load ONE_THREAD = Load.threads(1);

	private static final Load RATE = Load.rate(10_000);

	private static final List<Integer> SIZES = List.of(16, 1 << 10, 16 << 10, 256 << 10, ONE_MEBIBYTE, 16 << 20);

	private static final List<Integer> CONNECTIONS = List.of(1, 50, 1000);

	private final RunningPeers peers;

	private final Predicate<String> takesPart;

	private final Path logs;

	/**
	 * Create a suite.
	 * @param peers the processes of peers
	 * @param takesPart which peers take part, by their names
	 * @param logs the directory of logs of other processes
	 */
	public Suite(RunningPeers peers, Predicate<String> takesPart, Path logs) {
		this.peers = peers;
		this.takesPart = takesPart;
		this.logs = logs;
	}

	/**
	 * Return what is measured.
	 * @return the experiments
	 */
	public List<Experiment> experiments() {
		List<Experiment> experiments = new ArrayList<>();
		addCalls(experiments);
		if (this.takesPart.test(Contenders.SWITCHED)) {
			experiments.add(new MetersExperiment(THREADS, this.peers));
			experiments.add(new MetersExperiment(IN_FLIGHT, this.peers));
		}
		for (int size : SIZES) {
			experiments.add(experiment(Work.bytes(size), FEW_IN_FLIGHT, List.of(Contenders.TINO, Contenders.NETTY)));
		}
		experiments.addAll(RedisExperiments.all(CONNECTIONS, this.logs));
		experiments.add(new IdleMemoryExperiment(IDLE_CONNECTIONS, this.logs));
		experiments.add(new StartExperiment(this.logs));
		return experiments;
	}

	private void addCalls(List<Experiment> experiments) {
		experiments.add(experiment(Work.ADD, ONE_THREAD, Contenders.ALL));
		experiments.add(experiment(Work.ADD, THREADS, Contenders.ALL));
		if (Contenders.hasVirtualThreads()) {
			experiments.add(experiment(Work.ADD, VIRTUAL_THREADS, Contenders.WITH_LIMITS));
		}
		experiments.add(experiment(Work.ADD, IN_FLIGHT, Contenders.with(Contenders.ALL, Contenders.EXECUTIONS)));
		experiments.add(experiment(Work.ADD, RATE, Contenders.ALL));
		experiments.add(experiment(Work.EMOJI, ONE_THREAD, Contenders.WITH_LIMITS));
		experiments.add(experiment(Work.EMOJI, THREADS, Contenders.WITH_LIMITS));
		experiments
			.add(experiment(Work.EMOJI, IN_FLIGHT, Contenders.with(Contenders.WITH_LIMITS, Contenders.EXECUTIONS)));
		experiments.add(experiment(Work.MODEL, ONE_THREAD, Contenders.FRAMEWORKS));
		experiments.add(experiment(Work.MODEL, THREADS, Contenders.FRAMEWORKS));
		experiments
			.add(experiment(Work.MODEL, IN_FLIGHT, Contenders.with(Contenders.FRAMEWORKS, Contenders.EXECUTIONS)));
	}

	private Experiment experiment(Work work, Load load, List<String> contenders) {
		List<String> those = contenders.stream().filter(this.takesPart).toList();
		return new PeerExperiment(work, load, those, this.peers);
	}

}
