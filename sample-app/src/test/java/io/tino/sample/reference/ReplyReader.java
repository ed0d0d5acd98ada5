package io.tino.sample.reference;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads replies strictly: of what could be written in two ways only the one that Redis
 * has. It shares nothing with the decoders that it helps to test.
 */
final class ReplyReader {

	private final InputStream in;

	ReplyReader(InputStream in) {
		this.in = in;
	}

	/**
	 * Wait for a reply.
	 * @return the reply, or {@code null} if there are no more
	 * @throws IOException if the connection breaks, or what comes is no reply
	 */
	@Nullable Reply read() throws IOException {
		int type = this.in.read();
		return (type < 0) ? null : read((char) type);
	}

	private Reply read(char type) throws IOException {
		String line = readLine();
		if ((type == '$' || type == '*') && line.equals("-1")) {
			return new Reply.Null(type + line);
		}
		return switch (type) {
			case '+', '-', ':', ',', '#', '(' -> new Reply.Scalar(type, line);
			case '_' -> new Reply.Null("_" + require(line, ""));
			case '$', '=', '!' -> new Reply.Scalar(type, readBulk(length(line)));
			case '*', '~', '>' -> new Reply.Aggregate(type, readElements(length(line)));
			case '%' -> new Reply.Aggregate(type, readElements(2 * length(line)));
			default -> throw new IOException("No reply begins with " + Escapes.quote(type + line));
		};
	}

	private List<Reply> readElements(int count) throws IOException {
		List<Reply> elements = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			elements.add(read((char) readByte()));
		}
		return elements;
	}

	private String readBulk(int length) throws IOException {
		byte[] bytes = this.in.readNBytes(length + 2);
		String text = new String(bytes, StandardCharsets.ISO_8859_1);
		if (!text.endsWith("\r\n") || text.length() < length + 2) {
			throw new IOException("Bulk string ends wrongly: " + Escapes.quote(text));
		}
		return text.substring(0, length);
	}

	private String readLine() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int b = readByte(); b != '\r'; b = readByte()) {
			if (b == '\n') {
				throw new IOException("Line has LF within: " + Escapes.quote(line.toString()));
			}
			line.append((char) b);
		}
		require(String.valueOf((char) readByte()), "\n");
		return line.toString();
	}

	private int readByte() throws IOException {
		int b = this.in.read();
		if (b < 0) {
			throw new EOFException("Closed within a reply");
		}
		return b;
	}

	private static int length(String line) throws IOException {
		try {
			int length = Integer.parseInt(line);
			require(line, Integer.toString(length & Integer.MAX_VALUE));
			return length;
		}
		catch (NumberFormatException ex) {
			throw new IOException("No length: " + Escapes.quote(line), ex);
		}
	}

	private static String require(String actual, String expected) throws IOException {
		if (!actual.equals(expected)) {
			throw new IOException("Expected " + Escapes.quote(expected) + ", got " + Escapes.quote(actual));
		}
		return actual;
	}

}
