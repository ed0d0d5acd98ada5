package io.tino.benchmarks.work;

import java.util.Locale;

/**
 * What is called. Whatever is sent and comes back is in {@link Values}.
 *
 * @param kind what the server does
 * @param size the size of what is echoed in bytes, 0 unless that is {@link Kind#BYTES}
 */
public record Work(Kind kind, int size) {

	/** Add two small numbers. */
	public static final Work ADD = new Work(Kind.ADD, 0);

	/** Echo a text of 1,234 emoji. */
	public static final Work EMOJI = new Work(Kind.EMOJI, 0);

	/** Echo a model that nests. */
	public static final Work MODEL = new Work(Kind.MODEL, 0);

	/**
	 * Echo bytes.
	 * @param size how many
	 * @return the work
	 */
	public static Work bytes(int size) {
		return new Work(Kind.BYTES, size);
	}

	/**
	 * Read what {@link #toString()} has written.
	 * @param text the text, such as {@code add} or {@code bytes:1024}
	 * @return the work
	 */
	public static Work parse(String text) {
		String[] parts = text.split(":", 2);
		Kind kind = Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
		return new Work(kind, (kind == Kind.BYTES) ? Integer.parseInt(parts[1]) : 0);
	}

	/**
	 * Return what the work is called in reports.
	 * @return a few words
	 */
	public String title() {
		return switch (this.kind) {
			case ADD -> "add";
			case EMOJI -> "emoji echo";
			case MODEL -> "model echo";
			case BYTES -> "echo of " + size(this.size);
		};
	}

	@Override
	public String toString() {
		String name = this.kind.name().toLowerCase(Locale.ROOT);
		return (this.kind == Kind.BYTES) ? name + ":" + this.size : name;
	}

	private static String size(int bytes) {
		if (bytes >= 1 << 20) {
			return (bytes >> 20) + " MiB";
		}
		return (bytes >= 1 << 10) ? (bytes >> 10) + " KiB" : bytes + " B";
	}

	/**
	 * What a server does.
	 */
	public enum Kind {

		/** Add two small numbers. */
		ADD,

		/** Echo a text of 1,234 emoji. */
		EMOJI,

		/** Echo a model that nests. */
		MODEL,

		/** Echo bytes. */
		BYTES

	}

}
