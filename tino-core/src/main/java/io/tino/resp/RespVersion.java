package io.tino.resp;

/**
 * Version of the Redis serialization protocol that a connection speaks. Every connection
 * begins with {@link #RESP2}, and {@code HELLO 3} moves it to {@link #RESP3}.
 *
 * @since 0.1.0
 */
public enum RespVersion {

	/**
	 * The protocol of Redis 1.2 and later.
	 */
	RESP2(2),

	/**
	 * The protocol of Redis 6 and later, with maps, sets, doubles, booleans and pushes.
	 */
	RESP3(3);

	private final int number;

	RespVersion(int number) {
		this.number = number;
	}

	/**
	 * Return the number that stands for this version in {@code HELLO}.
	 * @return 2 or 3
	 */
	public int number() {
		return this.number;
	}

}
