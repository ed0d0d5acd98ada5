package io.tino.sample.reference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a request, separated by spaces; those in quotes may have spaces and
 * escapes.
 */
final class Words {

	private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"(?!\\S)|(\\S+)");

	private Words() {
	}

	static List<String> split(String text) {
		List<String> words = new ArrayList<>();
		Matcher word = WORD.matcher(text);
		while (word.find()) {
			words.add((word.group(1) != null) ? Escapes.unescape(word.group(1)) : word.group(2));
		}
		return words;
	}

	/**
	 * Encode a request.
	 * @param words its words, one character a byte
	 * @return an array of bulk strings
	 */
	static String encode(List<String> words) {
		StringBuilder bytes = new StringBuilder("*" + words.size() + "\r\n");
		for (String word : words) {
			bytes.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
		}
		return bytes.toString();
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
