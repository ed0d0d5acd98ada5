package io.tino.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.tino.resp.RespValue;

/**
 * What a server sends on a connection that has subscriptions: in RESP2 arrays, in RESP3
 * pushes of the same content.
 */
sealed interface PubSubFrame {

	/** A message. */
	record Message(Topic topic, TinoMessage<ByteBuffer> message) implements PubSubFrame {
	}

	/** A topic is on or off from now. */
	record Confirmation(Topic topic, boolean on) implements PubSubFrame {
	}

	/** Something was asked in vain. */
	record Refusal(RespValue.SimpleError error) implements PubSubFrame {
	}

	/** The server is there. */
	record Pong() implements PubSubFrame {
	}

	/** Something that clients need not know. */
	record Unknown() implements PubSubFrame {
	}

	/** Something that no server sends. */
	record Malformed() implements PubSubFrame {
	}

	/**
	 * Find out what has been sent.
	 * @param value a reply or push
	 * @return what it is
	 */
	static PubSubFrame of(RespValue value) {
		if (value instanceof RespValue.Push push) {
			return of(push.elements(), new Unknown());
		}
		if (value instanceof RespValue.Array array) {
			return of(array.elements(), new Malformed());
		}
		return (value instanceof RespValue.SimpleError error) ? new Refusal(error) : new Pong();
	}

	private static PubSubFrame of(List<RespValue> elements, PubSubFrame unknown) {
		if (elements.isEmpty() || !isText(elements.get(0))) {
			return new Malformed();
		}
		return switch (text(elements.get(0))) {
			case "message" -> message(elements, false);
			case "pmessage" -> message(elements, true);
			case "subscribe", "psubscribe", "unsubscribe", "punsubscribe" -> confirmation(elements);
			case "pong" -> new Pong();
			default -> unknown;
		};
	}

	private static PubSubFrame message(List<RespValue> elements, boolean byPattern) {
		int last = byPattern ? 3 : 2;
		if (elements.size() != last + 1 || !elements.stream().allMatch(RespValue.BulkString.class::isInstance)) {
			return new Malformed();
		}
		String name = text(elements.get(1));
		String channel = text(elements.get(last - 1));
		ByteBuffer payload = ((RespValue.BulkString) elements.get(last)).bytes();
		return new Message(new Topic(name, byPattern), new TinoMessage<>(channel, byPattern ? name : null, payload));
	}

	private static PubSubFrame confirmation(List<RespValue> elements) {
		if (elements.size() != 3 || !isText(elements.get(1))) {
			return new Malformed();
		}
		String kind = text(elements.get(0));
		return new Confirmation(new Topic(text(elements.get(1)), kind.startsWith("p")), !kind.contains("un"));
	}

	private static boolean isText(RespValue value) {
		return value instanceof RespValue.BulkString || value instanceof RespValue.SimpleString;
	}

	private static String text(RespValue value) {
		return (value instanceof RespValue.BulkString bulk)
				? StandardCharsets.UTF_8.decode(bulk.bytes().duplicate()).toString()
				: ((RespValue.SimpleString) value).text();
	}

}
