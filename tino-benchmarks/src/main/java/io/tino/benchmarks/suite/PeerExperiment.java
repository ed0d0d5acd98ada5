package io.tino.benchmarks.suite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.HdrHistogram.Histogram;

import io.tino.benchmarks.load.Load;
import io.tino.benchmarks.process.Measurement;
import io.tino.benchmarks.process.RunningPeers;
import io.tino.benchmarks.work.Work;

/**
 * The same work and load for several peers.
 *
 * @param row what is measured
 * @param work what is called
 * @param load how calls are made
 * @param contenders the names of the peers
 * @param peers their processes
 */
record PeerExperiment(String row, Work work, Load load, List<String> contenders,
		RunningPeers peers) implements Experiment {

	private static final double NANOS_PER_MICRO = 1e3;

	private static final double BYTES_PER_MIB = 1024 * 1024;

	@Override
	public void run(Rounds rounds, Figures figures) throws Exception {
		rounds.run((counts) -> {
			Map<String, Double> rates = new HashMap<>();
			for (String contender : this.contenders) {
				Measurement measurement = this.peers.get(contender).measure(this.work, this.load, rounds.duration());
				if (measurement != null) {
					rates.put(contender, measurement.load().callsPerSecond());
					if (counts) {
						add(figures, contender, measurement);
					}
				}
			}
			return rates;
		});
	}

	private void add(Figures figures, String contender, Measurement measurement) {
		Histogram latencies = measurement.load().latencies();
		figures.add(this.row, contender, Metric.CALLS, measurement.load().callsPerSecond());
		figures.add(this.row, contender, Metric.P50, latencies.getValueAtPercentile(50) / NANOS_PER_MICRO);
		figures.add(this.row, contender, Metric.P99, latencies.getValueAtPercentile(99) / NANOS_PER_MICRO);
		figures.add(this.row, contender, Metric.P999, latencies.getValueAtPercentile(99.9) / NANOS_PER_MICRO);
		figures.add(this.row, contender, Metric.SERVER_CPU, measurement.serverMicrosPerCall());
		figures.add(this.row, contender, Metric.CLIENT_CPU, measurement.clientMicrosPerCall());
		figures.add(this.row, contender, Metric.SERVER_MEMORY, measurement.serverBytes() / BYTES_PER_MIB);
		figures.add(this.row, contender, Metric.CLIENT_MEMORY, measurement.clientBytes() / BYTES_PER_MIB);
	}

}
