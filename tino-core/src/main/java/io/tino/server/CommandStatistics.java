package io.tino.server;

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

	private final LongAdder nanos = new LongAdder();

	private final LongAdder rejected = new LongAdder();

	private final LongAdder failed = new LongAdder();

	/** Counts the calls, too. Most commands are never called. */
	private volatile @Nullable LatencyHistogram histogram;

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

	/** A call has run. */
	void called(long callNanos, boolean hasFailed) {
		this.nanos.add(callNanos);
		if (hasFailed) {
			this.failed.increment();
		}
		LatencyHistogram current = this.histogram;
		((current != null) ? current : newHistogram()).record(callNanos);
	}

	private synchronized LatencyHistogram newHistogram() {
		LatencyHistogram current = this.histogram;
		if (current == null) {
			current = new LatencyHistogram();
			this.histogram = current;
		}
		return current;
	}

	/** A call has been refused without having run. */
	void rejected() {
		this.rejected.increment();
	}

	long callCount() {
		LatencyHistogram current = this.histogram;
		return (current != null) ? current.count() : 0;
	}

	long totalNanos() {
		return this.nanos.sum();
	}

	long rejectedCount() {
		return this.rejected.sum();
	}

	long failedCount() {
		return this.failed.sum();
	}

	/** Return how long calls have taken, or {@code null} if there were none. */
	@Nullable LatencyHistogram histogram() {
		return this.histogram;
	}

	synchronized void reset() {
		this.nanos.reset();
		this.rejected.reset();
		this.failed.reset();
		this.histogram = null;
	}

}
