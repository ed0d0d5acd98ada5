package io.tino.benchmarks.work;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What is sent, and what must come back.
 */
public final class Values {

	/** One number that is added. */
	public static final int ONE = 1;

	/** Another number that is added. */
	public static final int OTHER = 2;

	/** 1,234 characters beyond the Basic Multilingual Plane: 4,936 bytes of UTF-8. */
	public static final String EMOJI = "\uD83D\uDE80".repeat(1234);

	private static final Model LEAF = new Model(1, true, List.of(), Map.of(), "e", "f", "g", "h", "i");

	private static final Model BRANCH = new Model(2, false, List.of(LEAF, LEAF, LEAF, LEAF),
			Map.of("w", LEAF, "x", LEAF, "y", LEAF, "z", LEAF), "e", "f", "g", "h", "i");

	/** 28 models: 967 bytes of MessagePack. */
	public static final Model MODEL = new Model(3, true, List.of(BRANCH, BRANCH), Map.of("x", BRANCH), "e", "f", "g",
			"h", "i");

	private Values() {
	}

	/**
	 * Return bytes to be echoed.
	 * @param size how many
	 * @return the bytes
	 */
	public static byte[] bytes(int size) {
		byte[] bytes = new byte[size];
		for (int i = 0; i < size; i++) {
			bytes[i] = (byte) (i * 31);
		}
		return bytes;
	}

	/**
	 * Check a sum.
	 * @param sum the sum
	 */
	public static void checkSum(int sum) {
		if (sum != ONE + OTHER) {
			throw new IllegalStateException("The sum is " + sum);
		}
	}

	/**
	 * Check an echoed text.
	 * @param text the text
	 */
	public static void checkEmoji(String text) {
		if (!EMOJI.equals(text)) {
			throw new IllegalStateException("The text is another one");
		}
	}

	/**
	 * Check an echoed model.
	 * @param model the model
	 */
	public static void checkModel(Model model) {
		checkModel(model.a(), model.c().size(), model.i());
	}

	/**
	 * Check an echoed model of another type.
	 * @param a its number
	 * @param models how many models it has in its list
	 * @param i its last text
	 */
	public static void checkModel(int a, int models, String i) {
		if (a != MODEL.a() || models != MODEL.c().size() || !MODEL.i().equals(i)) {
			throw new IllegalStateException("The model is another one");
		}
	}

	/**
	 * Check echoed bytes.
	 * @param expected what has been sent
	 * @param bytes what has come back
	 */
	public static void checkBytes(byte[] expected, byte[] bytes) {
		if (!Arrays.equals(expected, bytes)) {
			throw new IllegalStateException("The bytes are others");
		}
	}

}
