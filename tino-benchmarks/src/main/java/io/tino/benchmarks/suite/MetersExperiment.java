package io.tino.benchmarks.suite;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

import io.tino.benchmarks.figure.Figure;
import io.tino.benchmarks.figure.Figures;
import io.tino.benchmarks.figure.Metric;
import io.tino.benchmarks.load.Load;
import io.tino.benchmarks.process.Measurement;
import io.tino.benchmarks.process.PeerProcesses;
import io.tino.benchmarks.process.RunningPeers;
import io.tino.benchmarks.work.Work;

/**
 * What meters cost: the same two processes make calls with them and without, in turns.
 * Two that differ in nothing but meters differ by more, as their code is compiled anew.
 *
 * @param load how calls are made
 * @param peers the processes of peers
 */
record MetersExperiment(Load load, RunningPeers peers) implements Experiment {

	static final String ON = "with meters";

	static final String OFF = "without meters";

	/** As many with them as without, and what has come before both is the same. */
	private static final List<Boolean> TURNS = List.of(true, false, false, true, false, true, true, false);

	/**
	 * How often both are compared in a round, with turns that are so much shorter: there
	 * is less time for something to change between them.
	 */
	private static final int COMPARISONS = 4;

	static String row(Load load) {
		return "meters: " + PeerExperiment.row(Work.ADD, load);
	}

	@Override
	public List<String> rows() {
		return List.of(row(this.load));
	}

	@Override
	public void run(Rounds rounds, Figures figures) throws Exception {
		PeerProcesses processes = this.peers.get(Contenders.SWITCHED);
		rounds.run(figures, () -> round(processes, rounds));
	}

	private List<Figure> round(PeerProcesses processes, Rounds rounds) {
		List<Figure> figures = new ArrayList<>();
		for (int i = 0; i < COMPARISONS; i++) {
			figures.addAll(compare(processes, rounds.duration().dividedBy(COMPARISONS)));
		}
		return figures;
	}

	private List<Figure> compare(PeerProcesses processes, Duration turnDuration) {
		List<Measurement> on = new ArrayList<>();
		List<Measurement> off = new ArrayList<>();
		for (boolean turn : TURNS) {
			processes.meters(turn);
			Measurement measurement = processes.measure(Work.ADD, this.load, turnDuration);
			(turn ? on : off).add(Objects.requireNonNull(measurement));
		}
		List<Figure> figures = new ArrayList<>(figures(ON, on));
		figures.addAll(figures(OFF, off));
		return figures;
	}

	private List<Figure> figures(String contender, List<Measurement> turns) {
		String row = row(this.load);
		return List.of(new Figure(row, contender, Metric.CALLS, mean(turns, (turn) -> turn.load().callsPerSecond())),
				new Figure(row, contender, Metric.SERVER_CPU, mean(turns, Measurement::serverMicrosPerCall)),
				new Figure(row, contender, Metric.CLIENT_CPU, mean(turns, Measurement::clientMicrosPerCall)));
	}

	private static double mean(List<Measurement> turns, ToDoubleFunction<Measurement> figure) {
		return turns.stream().mapToDouble(figure).average().orElseThrow();
	}

}
