package io.tino.testing;

/**
 * Pushes of multiplexed calls as they stand on the wire, one character a byte.
 */
public final class PushText {

	private PushText() {
	}

	/**
	 * Return the push that answers a call.
	 * @param id the id of the call
	 * @param payload the encoded result
	 * @return the push
	 */
	public static String reply(long id, String payload) {
		return push("tino.reply", id, payload);
	}

	/**
	 * Return the push by which a call fails.
	 * @param id the id of the call
	 * @param text the code, and what stands behind it
	 * @return the push
	 */
	public static String error(long id, String text) {
		return push("tino.error", id, text);
	}

	/**
	 * Return the push of an item.
	 * @param id the id of the call
	 * @param payload the encoded item
	 * @return the push
	 */
	public static String item(long id, String payload) {
		return push("tino.item", id, payload);
	}

	/**
	 * Return the push that ends a stream.
	 * @param id the id of the call
	 * @return the push
	 */
	public static String end(long id) {
		return ">2\r\n$8\r\ntino.end\r\n:" + id + "\r\n";
	}

	/**
	 * Return the push that lets the other side send.
	 * @param id the id of the call, or 0
	 * @param more how many items more, or bytes
	 * @return the push
	 */
	public static String credit(long id, long more) {
		return ">3\r\n$11\r\ntino.credit\r\n:" + id + "\r\n:" + more + "\r\n";
	}

	private static String push(String name, long id, String bulk) {
		return ">3\r\n$" + name.length() + "\r\n" + name + "\r\n:" + id + "\r\n$" + bulk.length() + "\r\n" + bulk
				+ "\r\n";
	}

}
