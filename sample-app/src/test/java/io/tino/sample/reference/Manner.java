package io.tino.sample.reference;

/**
 * How the bytes of a conversation are sent. The answers must not depend on it.
 */
enum Manner {

	/** Each request by a write of its own, when those before have been answered. */
	WHOLE,

	/**
	 * As {@link #WHOLE}, but each byte by a write of its own; of long ones, each
	 * hundredth.
	 */
	SPLIT,

	/** What a participant says before another does in one write. */
	PIPELINED

}
