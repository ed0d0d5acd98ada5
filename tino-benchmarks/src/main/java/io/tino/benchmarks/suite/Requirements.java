package io.tino.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;

import io.tino.benchmarks.figure.Metric;
import io.tino.benchmarks.load.Load;
import io.tino.benchmarks.redis.RedisBenchmark;
import io.tino.benchmarks.redis.RespLoadBenchmark;
import io.tino.benchmarks.work.Work;

/**
 * All that must hold.
 */
public final class Requirements {

	private static final String REDIS_ECHO = "redis-server ECHO";

	private static final double MAX_KIBIBYTES_IDLE = 10;

	private static final double MAX_MILLIS_MORE = 150;

	private static final double WITH_METERS = 1.03;

	private Requirements() {
	}

	/**
	 * Return all that must hold.
	 * @return the requirements
	 */
	public static List<Requirement> all() {
		List<Requirement> all = new ArrayList<>();
		addSums(all);
		addMeters(all);
		addEchoes(all);
		addExecutions(all);
		addRedis(all);
		all.add(new Ceiling(IdleMemoryExperiment.row(Suite.IDLE_CONNECTIONS), Contenders.TINO,
				List.of(Metric.HEAP_EACH, Metric.DIRECT_EACH), null, MAX_KIBIBYTES_IDLE));
		all.add(new Ceiling(StartExperiment.ROW, "with Tino", List.of(Metric.START), "without Tino", MAX_MILLIS_MORE));
		return all;
	}

	private static void addSums(List<Requirement> all) {
		String threads = PeerExperiment.row(Work.ADD, Suite.THREADS);
		addCalls(all, threads, 1.3, Contenders.RSOCKET);
		addCalls(all, threads, 3, Contenders.GRPC);
		addCalls(all, threads, 5, Contenders.WEB_MVC);
		addCalls(all, threads, 0.8, Contenders.MINIMAL);
		if (Contenders.hasVirtualThreads()) {
			String virtual = PeerExperiment.row(Work.ADD, Suite.VIRTUAL_THREADS);
			addCalls(all, virtual, 2, Contenders.RSOCKET);
			addCalls(all, virtual, 0.6, Contenders.MINIMAL);
		}
		String flight = PeerExperiment.row(Work.ADD, Suite.IN_FLIGHT);
		addCalls(all, flight, 3, Contenders.RSOCKET);
		addCalls(all, flight, 8, Contenders.GRPC);
		addCalls(all, flight, 0.35, Contenders.MINIMAL);
		all.add(Ratio.atMost(Metric.SERVER_CPU, flight, Contenders.TINO, 0.4, Contenders.RSOCKET));
	}

	private static void addMeters(List<Requirement> all) {
		for (Load load : List.of(Suite.THREADS, Suite.IN_FLIGHT)) {
			String row = MetersExperiment.row(load);
			for (Metric metric : List.of(Metric.SERVER_CPU, Metric.CLIENT_CPU)) {
				all.add(Ratio.atMost(metric, row, MetersExperiment.ON, WITH_METERS, MetersExperiment.OFF));
			}
		}
	}

	private static void addEchoes(List<Requirement> all) {
		String threads = PeerExperiment.row(Work.EMOJI, Suite.THREADS);
		addCalls(all, threads, 1.1, Contenders.RSOCKET);
		addCalls(all, threads, 0.9, Contenders.MINIMAL);
		String flight = PeerExperiment.row(Work.EMOJI, Suite.IN_FLIGHT);
		addCalls(all, flight, 1.6, Contenders.RSOCKET);
		addCalls(all, flight, 0.8, Contenders.MINIMAL);
		addCalls(all, PeerExperiment.row(Work.MODEL, Suite.THREADS), 1.5, Contenders.RSOCKET, Contenders.GRPC);
		addCalls(all, PeerExperiment.row(Work.MODEL, Suite.IN_FLIGHT), 1.5, Contenders.RSOCKET, Contenders.GRPC);
		addCalls(all, PeerExperiment.row(Work.bytes(Suite.ONE_MEBIBYTE), Suite.FEW_IN_FLIGHT), 0.6, Contenders.NETTY);
	}

	private static void addExecutions(List<Requirement> all) {
		for (Work work : List.of(Work.ADD, Work.EMOJI, Work.MODEL)) {
			for (String execution : Contenders.EXECUTIONS) {
				all.add(Ratio.calls(PeerExperiment.row(work, Suite.IN_FLIGHT), execution, 0.5, Contenders.TINO));
			}
		}
	}

	private static void addRedis(List<Requirement> all) {
		for (String command : List.of("tino PING", "tino ECHO", "tino ADD")) {
			all.add(Ratio.calls(RedisBenchmark.row(1), command, 0.95, REDIS_ECHO));
			all.add(Ratio.calls(RedisBenchmark.row(16), command, 0.9, REDIS_ECHO));
		}
		String fifty = RespLoadBenchmark.row(50);
		all.add(Ratio.calls(fifty, "tino ADD", 1, REDIS_ECHO));
		all.add(Ratio.calls(fifty, "tino ADD", 0.8, "minimal-resp ADD"));
		all.add(Ratio.callsOfRow(RespLoadBenchmark.row(1000), "tino ADD", 0.7, fifty));
	}

	private static void addCalls(List<Requirement> all, String row, double times, String... others) {
		all.add(Ratio.calls(row, Contenders.TINO, times, others));
	}

}
