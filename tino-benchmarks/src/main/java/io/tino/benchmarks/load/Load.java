package io.tino.benchmarks.load;

import java.util.Locale;

/**
 * How calls are made.
 *
 * @param kind how
 * @param amount how many threads or calls there are at a time, or how many calls begin
 * each second
 */
public record Load(Kind kind, int amount) {

	/**
	 * Platform threads that wait for each reply.
	 * @param threads how many
	 * @return the load
	 */
	public static Load threads(int threads) {
		return new Load(Kind.THREADS, threads);
	}

	/**
	 * Virtual threads that wait for each reply. Java below 21 has none, and refuses to
	 * run them.
	 * @param threads how many
	 * @return the load
	 */
	public static Load virtualThreads(int threads) {
		return new Load(Kind.VIRTUAL, threads);
	}

	/**
	 * Calls in flight, each of which begins when one is over.
	 * @param calls how many
	 * @return the load
	 */
	public static Load inFlight(int calls) {
		return new Load(Kind.FLIGHT, calls);
	}

	/**
	 * Calls that begin at a rate, whether others are over or not.
	 * @param callsPerSecond how many each second
	 * @return the load
	 */
	public static Load rate(int callsPerSecond) {
		return new Load(Kind.RATE, callsPerSecond);
	}

	/**
	 * Read what {@link #toString()} has written.
	 * @param text the text, such as {@code threads:64}
	 * @return the load
	 */
	public static Load parse(String text) {
		String[] parts = text.split(":", 2);
		return new Load(Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), Integer.parseInt(parts[1]));
	}

	/**
	 * Return what the load is called in reports.
	 * @return a few words
	 */
	public String title() {
		return switch (this.kind) {
			case THREADS -> (this.amount == 1) ? "1 thread" : this.amount + " threads";
			case VIRTUAL -> this.amount + " virtual threads";
			case FLIGHT -> String.format(Locale.ROOT, "%,d in flight", this.amount);
			case RATE -> String.format(Locale.ROOT, "%,d a second", this.amount);
		};
	}

	@Override
	public String toString() {
		return this.kind.name().toLowerCase(Locale.ROOT) + ":" + this.amount;
	}

	/**
	 * How calls are made.
	 */
	public enum Kind {

		/** By platform threads that wait for each reply. */
		THREADS,

		/** By virtual threads that wait for each reply. */
		VIRTUAL,

		/** So many in flight. */
		FLIGHT,

		/** At a rate. */
		RATE

	}

}
