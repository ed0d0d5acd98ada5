package io.tino.resp;

import io.netty.buffer.ByteBuf;

/**
 * Splits an inline request into its arguments, with the quoting of {@code sdssplitargs}
 * in Redis: {@code "..."} with backslash escapes, {@code '...'} with {@code \'} alone.
 */
final class InlineRequest {

	private final ByteBuf in;

	private final int end;

	private final ByteBuf out;

	private int index;

	private InlineRequest(ByteBuf in, int start, int end, ByteBuf out) {
		this.in = in;
		this.index = start;
		this.end = end;
		this.out = out;
	}

	/**
	 * Split a line.
	 * @param in where the line stands
	 * @param start index of its first byte
	 * @param end index after its last byte
	 * @param out where the arguments go, unquoted
	 * @param request told the place of each argument in {@code out}
	 * @return whether all quotes are balanced
	 */
	static boolean split(ByteBuf in, int start, int end, ByteBuf out, Request request) {
		InlineRequest line = new InlineRequest(in, start, end, out);
		while (line.skipSpace()) {
			int argument = out.writerIndex();
			if (!line.readArgument()) {
				return false;
			}
			request.add(argument, out.writerIndex() - argument);
		}
		return true;
	}

	/**
	 * Tell whether a request is a line of HTTP. A web page can make a browser send that
	 * to a server that nobody else reaches, with a command in its body.
	 * @param request the request, split
	 * @return whether it is a request line, or the header that names the host
	 */
	static boolean isHttp(Request request) {
		return (request.available() == 3 && request.startsWith(2, "HTTP/"))
				|| (request.available() > 0 && request.startsWith(0, "HOST:"));
	}

	private boolean skipSpace() {
		while (this.index < this.end && isSpace(peek())) {
			this.index++;
		}
		return this.index < this.end;
	}

	private boolean readArgument() {
		while (this.index < this.end && !endsWord(peek())) {
			byte b = next();
			if (b == '"' || b == '\'') {
				return ((b == '"') ? readDoubleQuoted() : readSingleQuoted()) && atBoundary();
			}
			this.out.writeByte(b);
		}
		return true;
	}

	/** A closing quote must be followed by a space or by nothing at all. */
	private boolean atBoundary() {
		return this.index == this.end || isSpace(peek());
	}

	private boolean readSingleQuoted() {
		while (this.index < this.end) {
			byte b = next();
			if (b == '\'') {
				return true;
			}
			boolean escapedQuote = b == '\\' && this.index < this.end && peek() == '\'';
			this.out.writeByte(escapedQuote ? next() : b);
		}
		return false;
	}

	private boolean readDoubleQuoted() {
		while (this.index < this.end) {
			byte b = next();
			if (b == '"') {
				return true;
			}
			this.out.writeByte((b == '\\' && this.index < this.end) ? readEscape() : b);
		}
		return false;
	}

	private int readEscape() {
		byte b = next();
		if (b == 'x' && this.end - this.index >= 2) {
			int high = Character.digit(this.in.getByte(this.index), 16);
			int low = Character.digit(this.in.getByte(this.index + 1), 16);
			if (high >= 0 && low >= 0) {
				this.index += 2;
				return high << 4 | low;
			}
		}
		return switch (b) {
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			case 'b' -> '\b';
			case 'a' -> 7;
			default -> b;
		};
	}

	private byte peek() {
		return this.in.getByte(this.index);
	}

	private byte next() {
		return this.in.getByte(this.index++);
	}

	/** Vertical tabs and form feeds are space between words, but do not end them. */
	private static boolean endsWord(byte b) {
		return b == ' ' || b == '\t' || b == '\n' || b == '\r';
	}

	private static boolean isSpace(byte b) {
		return b == ' ' || (b >= '\t' && b <= '\r');
	}

}
