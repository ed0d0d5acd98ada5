package io.tino.server;

import java.util.IdentityHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.tino.command.Command;
import io.tino.transport.TransportLoop;

/**
 * Counts the calls that end on one event loop, for {@link ServerStatistics}, so that
 * event loops do not take turns to count. Most calls are of the command that the one
 * before was of.
 */
final class LoopStatistics {

	private final ServerStatistics statistics;

	private final TransportLoop loop;

	private final Map<Command, LatencyHistogram> histograms = new IdentityHashMap<>();

	private @Nullable Command last;

	private @Nullable LatencyHistogram lastHistogram;

	LoopStatistics(ServerStatistics statistics, TransportLoop loop) {
		this.statistics = statistics;
		this.loop = loop;
	}

	/**
	 * A call is over. Called on the event loop, or when that has ended.
	 * @param command the command
	 * @param errorCode the code of the error that it was answered, or {@code null}
	 * @param nanos how long it took
	 * @param started whether the listener was told that it had started
	 */
	void callCompleted(Command command, @Nullable String errorCode, long nanos, boolean started) {
		LatencyHistogram histogram = (errorCode == null && this.loop.inEventLoop()) ? histogram(command) : null;
		if (histogram != null) {
			histogram.record(nanos);
			this.statistics.callCounted(command, nanos, started);
		}
		else {
			this.statistics.callCompleted(command, errorCode, nanos, started);
		}
	}

	private @Nullable LatencyHistogram histogram(Command command) {
		if (this.last != command) {
			this.last = command;
			this.lastHistogram = this.histograms.computeIfAbsent(command, this::newHistogram);
		}
		return this.lastHistogram;
	}

	private @Nullable LatencyHistogram newHistogram(Command command) {
		CommandStatistics known = this.statistics.of(command);
		return (known != null) ? known.newHistogram() : null;
	}

}
