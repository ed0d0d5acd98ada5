package io.tino.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import io.tino.command.Command;
import io.tino.command.Execution;

/**
 * What has become of the calls of one command. Thread-safe.
 */
final class CommandStatistics {

	private final String name;

	private final boolean fast;

	private final LongAdder rejected = new LongAdder();

	private final LongAdder failed = new LongAdder();

	/** Those of event loops. Most commands are never called. */
	private final List<CallTally> tallies = new ArrayList<>(0);

	/** What has been counted elsewhere. */
	private @Nullable CallTally others;

	/** What does not count any more, as it was before a reset. */
	private long nanosBefore;

	private @Nullable LatencyHistogram before;

	CommandStatistics(Command command) {
		this.name = CommandDocs.lowerCaseName(command.spec());
		this.fast = command.spec().execution() == Execution.EVENT_LOOP;
	}

	/** Return the name as Redis writes it. */
	String name() {
		return this.name;
	}

	/** Tell whether calls run on event loops. */
	boolean isFast() {
		return this.fast;
	}

	/** Return what an event loop counts calls by. */
	synchronized CallTally newTally() {
		CallTally tally = new CallTally();
		this.tallies.add(tally);
		return tally;
	}

	/** A call has run, which no event loop counts. */
	synchronized void called(long callNanos, boolean hasFailed) {
		if (hasFailed) {
			this.failed.increment();
		}
		CallTally current = this.others;
		if (current == null) {
			current = newTally();
			this.others = current;
		}
		current.called(callNanos);
	}

	/** A call has been refused without having run. */
	void rejected() {
		this.rejected.increment();
	}

	synchronized long callCount() {
		long ever = this.tallies.stream().mapToLong((tally) -> tally.histogram().count()).sum();
		return ever - ((this.before != null) ? this.before.count() : 0);
	}

	synchronized long totalNanos() {
		return nanosEver() - this.nanosBefore;
	}

	private long nanosEver() {
		return this.tallies.stream().mapToLong(CallTally::totalNanos).sum();
	}

	long rejectedCount() {
		return this.rejected.sum();
	}

	long failedCount() {
		return this.failed.sum();
	}

	/** Return how long calls have taken. */
	synchronized LatencyHistogram histogram() {
		LatencyHistogram current = histogramEver();
		if (this.before != null) {
			current.subtract(this.before);
		}
		return current;
	}

	private LatencyHistogram histogramEver() {
		LatencyHistogram sum = new LatencyHistogram();
		this.tallies.forEach((tally) -> sum.add(tally.histogram()));
		return sum;
	}

	/** Event loops go on counting: what they have by now is left out. */
	synchronized void reset() {
		this.rejected.reset();
		this.failed.reset();
		this.nanosBefore = nanosEver();
		this.before = this.tallies.isEmpty() ? null : histogramEver();
	}

}
