package io.tino.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

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
	private final List<LatencyHistogram> histograms = new ArrayList<>(0);

	/** What has been counted elsewhere. */
	private @Nullable LatencyHistogram others;

	/** What does not count any more, as it was before a reset. */
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
	synchronized LatencyHistogram newHistogram() {
		LatencyHistogram histogram = new LatencyHistogram();
		this.histograms.add(histogram);
		return histogram;
	}

	/** A call has run, which no event loop counts. */
	synchronized void called(long callNanos, boolean hasFailed) {
		if (hasFailed) {
			this.failed.increment();
		}
		LatencyHistogram current = this.others;
		if (current == null) {
			current = newHistogram();
			this.others = current;
		}
		current.record(callNanos);
	}

	/** A call has been refused without having run. */
	void rejected() {
		this.rejected.increment();
	}

	synchronized long callCount() {
		return sum(LatencyHistogram::count);
	}

	synchronized long totalNanos() {
		return sum(LatencyHistogram::totalNanos);
	}

	private long sum(ToLongFunction<LatencyHistogram> number) {
		long ever = this.histograms.stream().mapToLong(number).sum();
		return (this.before != null) ? ever - number.applyAsLong(this.before) : ever;
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
		this.histograms.forEach(sum::add);
		return sum;
	}

	/** Event loops go on counting: what they have by now is left out. */
	synchronized void reset() {
		this.rejected.reset();
		this.failed.reset();
		this.before = this.histograms.isEmpty() ? null : histogramEver();
	}

}
