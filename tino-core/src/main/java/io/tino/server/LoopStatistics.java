package io.tino.server;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.LongConsumer;

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

	private final Map<Command, Calls> calls = new IdentityHashMap<>();

	private @Nullable Command last;

	private @Nullable Calls lastCalls;

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
		Calls counted = (errorCode == null && this.loop.inEventLoop()) ? calls(command) : null;
		if (counted == null) {
			this.statistics.callCompleted(command, errorCode, nanos, started);
			return;
		}
		counted.histogram.record(nanos);
		if (started || counted.recorder == null) {
			this.statistics.callCounted(command, nanos, started);
		}
		else {
			counted.recorder.accept(nanos);
		}
	}

	private @Nullable Calls calls(Command command) {
		if (this.last != command) {
			this.last = command;
			this.lastCalls = this.calls.computeIfAbsent(command, this::newCalls);
		}
		return this.lastCalls;
	}

	private @Nullable Calls newCalls(Command command) {
		CommandStatistics known = this.statistics.of(command);
		return (known != null) ? new Calls(known.newHistogram(), this.statistics.recorder(command)) : null;
	}

	/**
	 * What the calls of one command are told.
	 *
	 * @param histogram counts them
	 * @param recorder the listener's, if it has one
	 */
	private record Calls(LatencyHistogram histogram, @Nullable LongConsumer recorder) {
	}

}
