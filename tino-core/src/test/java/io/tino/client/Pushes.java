package io.tino.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server that multiplexes calls sends, and what it is sent, one character a byte.
 */
final class Pushes {

	private Pushes() {
	}

	/** Return the reply of a server to the handshake. */
	static String hello(int maxCalls) {
		return "%5\r\n$11\r\ntino_window\r\n:100\r\n$5\r\nproto\r\n:3\r\n$4\r\ntino\r\n:1\r\n$14\r\ntino_max_calls\r\n:"
				+ maxCalls + "\r\n$7\r\nmodules\r\n*0\r\n";
	}

	/** Return the bulk string of a reply that is text. */
	static String payload(String text) {
		assertThat(text.length()).isLessThan(32);
		return "$" + (text.length() + 1) + "\r\n" + (char) (0xa0 + text.length()) + text + "\r\n";
	}

	/** Return the push that answers a call. */
	static String reply(long id, String text) {
		return ">3\r\n$10\r\ntino.reply\r\n:" + id + "\r\n" + payload(text);
	}

	/** Return the push of an item. */
	static String item(long id, String text) {
		return ">3\r\n$9\r\ntino.item\r\n:" + id + "\r\n" + payload(text);
	}

	/** Return a part of a push. */
	static String chunk(long id, long remaining, String part) {
		return ">4\r\n$10\r\ntino.chunk\r\n:" + id + "\r\n:" + remaining + "\r\n$" + part.length() + "\r\n" + part
				+ "\r\n";
	}

	/** Return a push in parts of a length at most. */
	static List<String> chunks(long id, String push, int length) {
		List<String> chunks = new ArrayList<>();
		for (int start = 0; start < push.length(); start += length) {
			int end = Math.min(push.length(), start + length);
			chunks.add(chunk(id, push.length() - end, push.substring(start, end)));
		}
		return chunks;
	}

	static String bytes(String utf8) {
		return new String(utf8.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

	/** Read requests. */
	static List<List<String>> requests(String sent) {
		List<List<String>> requests = new ArrayList<>();
		int index = 0;
		while (index < sent.length()) {
			int[] next = { index };
			List<String> elements = new ArrayList<>();
			for (int count = number(sent, next, '*'); count > 0; count--) {
				int length = number(sent, next, '$');
				elements.add(sent.substring(next[0], next[0] + length));
				next[0] += length + 2;
			}
			index = next[0];
			requests.add(elements);
		}
		return requests;
	}

	private static int number(String sent, int[] index, char type) {
		assertThat(sent.charAt(index[0])).isEqualTo(type);
		int end = sent.indexOf('\r', index[0]);
		int number = Integer.parseInt(sent.substring(index[0] + 1, end));
		index[0] = end + 2;
		return number;
	}

}
