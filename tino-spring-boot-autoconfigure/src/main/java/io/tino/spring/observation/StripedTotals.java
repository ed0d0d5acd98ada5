package io.tino.spring.observation;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Totals that each thread with a {@link ThreadSlot} has for itself, and each of those who
 * have asked for {@linkplain #part() a part}; other threads share theirs. Thread-safe:
 * readers see at least what happened before they read.
 */
final class StripedTotals {

	private final Totals shared = new Totals();

	/** By slot; of threads that have had nothing to add, there are none. */
	private volatile @Nullable Totals[] own = {};

	private final List<Totals> parts = new CopyOnWriteArrayList<>();

	/** Return totals that are a part of these, for one thread alone. */
	Totals part() {
		Totals part = new Totals();
		this.parts.add(part);
		return part;
	}

	/** Add a value, at least 0. */
	void add(long value) {
		int slot = ThreadSlot.current();
		if (slot == ThreadSlot.NONE) {
			this.shared.addShared(value);
		}
		else {
			own(slot).add(value);
		}
	}

	private Totals own(int slot) {
		@Nullable Totals[] current = this.own;
		Totals totals = (slot < current.length) ? current[slot] : null;
		return (totals != null) ? totals : create(slot);
	}

	private synchronized Totals create(int slot) {
		@Nullable Totals[] grown = Arrays.copyOf(this.own, Math.max(this.own.length, slot + 1));
		Totals totals = new Totals();
		grown[slot] = totals;
		this.own = grown;
		return totals;
	}

	private LongStream all(ToLongFunction<Totals> number) {
		return Stream
			.concat(Stream.concat(Stream.of(this.shared), this.parts.stream()),
					Arrays.stream(this.own).filter(Objects::nonNull))
			.mapToLong(number);
	}

	/** Return how many values there were. */
	long count() {
		return all(Totals::count).sum();
	}

	/** Return the sum of the values. */
	long sum() {
		return all(Totals::sum).sum();
	}

	/** Return the greatest value since this was called last, or 0. */
	long takeMax() {
		return all(Totals::takeMax).max().orElse(0);
	}

}
