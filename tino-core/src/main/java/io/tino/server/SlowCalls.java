package io.tino.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.tino.command.Execution;
import io.tino.transport.SocketAddressFormat;

/**
 * Keeps what is to be known of calls that take longer than they should. Thread-safe.
 */
final class SlowCalls {

	private final Clock clock;

	private final long thresholdNanos;

	private final SlowLog log;

	private final LatencyEvents events = new LatencyEvents();

	/**
	 * Create an instance.
	 * @param clock the time of day
	 * @param threshold calls that take as long are slow; none is if it is negative
	 * @param maxLength how many calls are kept
	 */
	SlowCalls(Clock clock, Duration threshold, int maxLength) {
		this.clock = clock;
		this.thresholdNanos = threshold.isNegative() ? Long.MAX_VALUE : threshold.toNanos();
		this.log = new SlowLog(maxLength);
	}

	SlowLog log() {
		return this.log;
	}

	LatencyEvents events() {
		return this.events;
	}

	/**
	 * A call is over. Its arguments must be there still.
	 * @param call the call
	 * @param nanos how long it took
	 */
	void completed(ServerCall call, long nanos) {
		boolean shownByItsCalls = call.command() instanceof ExecCommand;
		if (nanos < this.thresholdNanos || shownByItsCalls) {
			return;
		}
		Instant now = this.clock.instant();
		String name = call.connection().name();
		this.log.add(now, nanos, CallText.of(call), SocketAddressFormat.format(call.connection().remoteAddress()),
				(name != null) ? name : "");
		this.events.add(call.execution() == Execution.EVENT_LOOP, now, nanos);
	}

}
