package io.tino.server;

/**
 * Whether a client wants replies, as it has said by {@code CLIENT REPLY}. Pushes come in
 * any case.
 *
 * @see <a href="https://redis.io/docs/latest/commands/client-reply/">CLIENT REPLY in
 * Redis</a>
 */
enum ReplyMode {

	/** Every request is answered. */
	ON,

	/** None is answered. */
	OFF,

	/** The request that is running has asked that the next one is not answered. */
	SKIP_NEXT,

	/** The request that is running is not answered. */
	SKIP;

	/** Return what holds after the request that is running. */
	ReplyMode next() {
		return switch (this) {
			case ON, SKIP -> ON;
			case OFF -> OFF;
			case SKIP_NEXT -> SKIP;
		};
	}

}
