package io.tino.server;

import java.util.Locale;

/**
 * The text that {@code INFO} answers with: sections of lines, each a name and a value.
 */
final class InfoText {

	private static final String UNITS = "KMGTP";

	private final StringBuilder text = new StringBuilder();

	/** Begin a section. */
	InfoText section(String title) {
		if (!this.text.isEmpty()) {
			this.text.append("\r\n");
		}
		this.text.append("# ").append(title).append("\r\n");
		return this;
	}

	InfoText line(String name, Object value) {
		this.text.append(name).append(':').append(value).append("\r\n");
		return this;
	}

	/** Add a number of bytes, and the same as people read it. */
	InfoText bytes(String name, long bytes) {
		return line(name, bytes).line(name + "_human", human(bytes));
	}

	/** Write a number of bytes as Redis does: {@code 1.50M}. */
	static String human(long bytes) {
		double value = bytes;
		int unit = -1;
		while (value >= 1024 && unit < UNITS.length() - 1) {
			value /= 1024;
			unit++;
		}
		return (unit < 0) ? bytes + "B" : decimal(value, 2) + UNITS.charAt(unit);
	}

	/** Write a number as Redis does, in every locale. */
	static String decimal(double value, int digits) {
		return String.format(Locale.ROOT, "%." + digits + "f", value);
	}

	/** Make a name of a command one that the lines can be parsed with. */
	static String safe(String name) {
		return name.replace(':', '_').replace('#', '_');
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

}
