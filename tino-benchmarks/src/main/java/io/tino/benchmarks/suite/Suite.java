package io.tino.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.tino.benchmarks.load.Load;
import io.tino.benchmarks.process.RunningPeers;
import io.tino.benchmarks.work.Work;

/**
 * All that is measured, in order, and the ratios that must come of it.
 */
public final class Suite {

	private static final String TINO = "tino";

	private static final String RSOCKET = "rsocket";

	private static final String GRPC = "grpc";

	private static final String MINIMAL = "minimal-resp";

	private static final String NETTY = "netty-echo";

	private static final List<String> FRAMEWORKS = List.of(TINO, RSOCKET, GRPC, "rsocket-spring", "webflux", "webmvc");

	private static final List<Integer> SIZES = List.of(16, 1024, 16 * 1024, 256 * 1024, 1024 * 1024, 16 * 1024 * 1024);

	private static final Load ONE_THREAD = Load.threads(1);

	private static final Load THREADS = Load.threads(64);

	private static final Load VIRTUAL_THREADS = Load.virtualThreads(64);

	private static final Load IN_FLIGHT = Load.inFlight(1000);

	private static final Load RATE = Load.rate(10_000);

	/** Virtual threads are there from this version of Java on. */
	private static final int VIRTUAL_THREADS_SINCE = 21;

	private final RunningPeers peers;

	private final Predicate<String> takesPart;

	/**
	 * Create a suite.
	 * @param peers the processes of peers
	 * @param takesPart which peers take part, by their names
	 */
	public Suite(RunningPeers peers, Predicate<String> takesPart) {
		this.peers = peers;
		this.takesPart = takesPart;
	}

	/**
	 * Return what is measured.
	 * @return the experiments
	 */
	public List<Experiment> experiments() {
		List<Experiment> experiments = new ArrayList<>();
		List<String> all = with(FRAMEWORKS, "tino-template", "tino-plain", MINIMAL, NETTY);
		experiments.add(experiment(Work.ADD, ONE_THREAD, all));
		experiments.add(experiment(Work.ADD, THREADS, all));
		if (hasVirtualThreads()) {
			experiments.add(experiment(Work.ADD, VIRTUAL_THREADS, List.of(TINO, RSOCKET, GRPC, MINIMAL)));
		}
		experiments.add(experiment(Work.ADD, IN_FLIGHT, with(all, executions())));
		experiments.add(experiment(Work.ADD, RATE, all));
		List<String> text = with(FRAMEWORKS, MINIMAL, NETTY);
		experiments.add(experiment(Work.EMOJI, THREADS, text));
		experiments.add(experiment(Work.EMOJI, IN_FLIGHT, with(text, executions())));
		experiments.add(experiment(Work.MODEL, THREADS, FRAMEWORKS));
		experiments.add(experiment(Work.MODEL, IN_FLIGHT, with(FRAMEWORKS, executions())));
		for (int size : SIZES) {
			experiments.add(experiment(Work.bytes(size), Load.inFlight(4), List.of(TINO, NETTY)));
		}
		return experiments;
	}

	/**
	 * Return what must hold.
	 * @return the targets
	 */
	public static List<Target> targets() {
		List<Target> targets = new ArrayList<>();
		String row = row(Work.ADD, THREADS);
		targets.add(Target.calls(row, TINO, 1.3, RSOCKET));
		targets.add(Target.calls(row, TINO, 3, GRPC));
		targets.add(Target.calls(row, TINO, 5, "webmvc"));
		targets.add(Target.calls(row, TINO, 0.8, MINIMAL));
		if (hasVirtualThreads()) {
			row = row(Work.ADD, VIRTUAL_THREADS);
			targets.add(Target.calls(row, TINO, 2, RSOCKET));
			targets.add(Target.calls(row, TINO, 0.6, MINIMAL));
		}
		row = row(Work.ADD, IN_FLIGHT);
		targets.add(Target.calls(row, TINO, 3, RSOCKET));
		targets.add(Target.calls(row, TINO, 8, GRPC));
		targets.add(Target.calls(row, TINO, 0.35, MINIMAL));
		targets.add(Target.atMost(Metric.SERVER_CPU, row, TINO, 0.4, RSOCKET));
		row = row(Work.EMOJI, THREADS);
		targets.add(Target.calls(row, TINO, 1.1, RSOCKET));
		targets.add(Target.calls(row, TINO, 0.9, MINIMAL));
		row = row(Work.EMOJI, IN_FLIGHT);
		targets.add(Target.calls(row, TINO, 1.6, RSOCKET));
		targets.add(Target.calls(row, TINO, 0.8, MINIMAL));
		targets.add(Target.calls(row(Work.MODEL, THREADS), TINO, 1.5, RSOCKET, GRPC));
		targets.add(Target.calls(row(Work.MODEL, IN_FLIGHT), TINO, 1.5, RSOCKET, GRPC));
		for (Work work : List.of(Work.ADD, Work.EMOJI, Work.MODEL)) {
			for (String execution : executions()) {
				targets.add(Target.calls(row(work, IN_FLIGHT), execution, 0.5, TINO));
			}
		}
		targets.add(Target.calls(row(Work.bytes(1024 * 1024), Load.inFlight(4)), TINO, 0.6, NETTY));
		return targets;
	}

	private Experiment experiment(Work work, Load load, List<String> contenders) {
		List<String> those = contenders.stream().filter(this.takesPart).toList();
		return new PeerExperiment(row(work, load), work, load, those, this.peers);
	}

	private static String row(Work work, Load load) {
		return work.title() + ", " + load.title();
	}

	/** What runs calls elsewhere than on the event loop. */
	private static String[] executions() {
		return hasVirtualThreads() ? new String[] { "tino-pool", "tino-virtual" } : new String[] { "tino-pool" };
	}

	private static boolean hasVirtualThreads() {
		return Runtime.version().feature() >= VIRTUAL_THREADS_SINCE;
	}

	private static List<String> with(List<String> contenders, String... further) {
		List<String> all = new ArrayList<>(contenders);
		all.addAll(List.of(further));
		return all;
	}

}
