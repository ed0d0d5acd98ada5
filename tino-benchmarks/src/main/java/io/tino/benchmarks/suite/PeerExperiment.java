package io.tino.benchmarks.suite;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.HdrHistogram.Histogram;

import io.tino.benchmarks.figure.Figure;
import io.tino.benchmarks.figure.Figures;
import io.tino.benchmarks.figure.Metric;
import io.tino.benchmarks.load.Load;
import io.tino.benchmarks.process.Measurement;
import io.tino.benchmarks.process.RunningPeers;
import io.tino.benchmarks.work.Work;

/**
 * The same work and load for several peers.
 *
 * @param work what is called
 * @param load how calls are made
 * @param contenders the names of the peers
 * @param peers their processes
 */
record PeerExperiment(Work work, Load load, List<String> contenders, RunningPeers peers) implements Experiment {

	private static final double NANOS_PER_MICRO = 1e3;

	private static final double BYTES_PER_MIB = 1024 * 1024;

	static String row(Work work, Load load) {
		return work.title() + ", " + load.title();
	}

	@Override
	public List<String> rows() {
		return List.of(row(this.work, this.load));
	}

	@Override
	public void run(Rounds rounds, Figures figures) throws Exception {
		rounds.run(figures, () -> {
			List<Figure> ofRound = new ArrayList<>();
			for (String contender : this.contenders) {
				Measurement measurement = this.peers.get(contender).measure(this.work, this.load, rounds.duration());
				if (measurement != null) {
					ofRound.addAll(figures(contender, measurement));
				}
			}
			return ofRound;
		});
	}

	private List<Figure> figures(String contender, Measurement measurement) {
		Histogram latencies = measurement.load().latencies();
		Map<Metric, Double> values = new EnumMap<>(Metric.class);
		values.put(Metric.CALLS, measurement.load().callsPerSecond());
		values.put(Metric.P50, latencies.getValueAtPercentile(50) / NANOS_PER_MICRO);
		values.put(Metric.P99, latencies.getValueAtPercentile(99) / NANOS_PER_MICRO);
		values.put(Metric.P999, latencies.getValueAtPercentile(99.9) / NANOS_PER_MICRO);
		values.put(Metric.SERVER_CPU, measurement.serverMicrosPerCall());
		values.put(Metric.CLIENT_CPU, measurement.clientMicrosPerCall());
		values.put(Metric.SERVER_MEMORY, measurement.serverBytes() / BYTES_PER_MIB);
		values.put(Metric.CLIENT_MEMORY, measurement.clientBytes() / BYTES_PER_MIB);
		String row = row(this.work, this.load);
		return values.entrySet()
			.stream()
			.map((value) -> new Figure(row, contender, value.getKey(), value.getValue()))
			.toList();
	}

}
