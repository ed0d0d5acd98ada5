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

	private final Map<Command, CallTally> tallies = new IdentityHashMap<>();

	private @Nullable Command last;

	private @Nullable CallTally lastTally;

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
		CallTally tally = (errorCode == null && this.loop.inEventLoop()) ? tally(command) : null;
		if (tally != null) {
			tally.called(nanos);
			this.statistics.callCounted(command, nanos, started);
		}
		else {
			this.statistics.callCompleted(command, errorCode, nanos, started);
		}
	}

	private @Nullable CallTally tally(Command command) {
		if (this.last != command) {
			this.last = command;
			this.lastTally = this.tallies.computeIfAbsent(command, this::newTally);
		}
		return this.lastTally;
	}

	private @Nullable CallTally newTally(Command command) {
		CommandStatistics known = this.statistics.of(command);
		return (known != null) ? known.newTally() : null;
	}

}
