package io.tino.resp;

import java.math.BigInteger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Writes RESP to a buffer. A type that RESP2 lacks is written as what Redis writes
 * instead: a map as a flat array, a double or verbatim string as a bulk string, a boolean
 * as a number, a null as a null bulk string.
 * <p>
 * Not thread-safe. Requests are written as {@linkplain #array(int) arrays} of
 * {@linkplain #bulk(CharSequence) bulk strings}.
 *
 * @since 0.1.0
 * @see <a href="https://github.com/redis/redis-specifications">RESP3 specification</a>
 */
public final class RespWriter {

	private static final int CRLF = '\r' << 8 | '\n';

	private static final int CRLF_LENGTH = 2;

	private static final int EXPECTED_ERROR_LENGTH = 64;

	/** More room is not made before there is something to fill it. */
	private static final int MAX_EXPECTED_ROOM = 1024;

	private static final RespConstant OK = new RespConstant("+OK\r\n");

	private static final RespConstant NULL_BULK = new RespConstant("$-1\r\n");

	private static final RespConstant NULL_ARRAY = new RespConstant("*-1\r\n");

	private static final RespConstant NULL = new RespConstant("_\r\n");

	private final ByteBuf out;

	private final RespVersion version;

	/**
	 * Create a writer.
	 * @param out where the bytes are appended; its ownership stays with the caller
	 * @param version the version of the protocol to write
	 */
	public RespWriter(ByteBuf out, RespVersion version) {
		this.out = out;
		this.version = version;
	}

	/**
	 * Return where this writer appends to.
	 * @return the buffer
	 */
	public ByteBuf buffer() {
		return this.out;
	}

	/**
	 * Return what this writer writes.
	 * @return the version of the protocol
	 */
	public RespVersion version() {
		return this.version;
	}

	/**
	 * Write {@code +OK}.
	 */
	public void ok() {
		OK.write(this.out);
	}

	/**
	 * Write a simple string.
	 * @param text the text, of which CR and LF are escaped
	 */
	public void simpleString(CharSequence text) {
		this.out.writeByte('+');
		line(text);
	}

	/**
	 * Write an error, on one line in either version: stock clients reject the bulk errors
	 * of RESP3.
	 * @param code the first word, in upper case
	 * @param message what follows it, of which CR and LF are escaped; may be empty
	 */
	public void error(CharSequence code, CharSequence message) {
		this.out.writeByte('-');
		errorLine(code, message);
		this.out.writeShort(CRLF);
	}

	/**
	 * Write the line of an error as a bulk string, as an element of a push.
	 * @param code the first word, in upper case
	 * @param message what follows it, of which CR and LF are escaped; may be empty
	 */
	public void errorText(CharSequence code, CharSequence message) {
		int mark = beginBulk(EXPECTED_ERROR_LENGTH);
		errorLine(code, message);
		endBulk(mark, EXPECTED_ERROR_LENGTH);
	}

	private void errorLine(CharSequence code, CharSequence message) {
		escaped(code);
		if (!message.isEmpty()) {
			this.out.writeByte(' ');
			escaped(message);
		}
	}

	/**
	 * Write an integer.
	 * @param value the number
	 */
	public void number(long value) {
		header(':', value);
	}

	/**
	 * Write a double. An integral value has no fraction, an infinity is {@code inf} or
	 * {@code -inf}.
	 * @param value the number
	 */
	public void doubleNumber(double value) {
		textOrBulk(',', format(value));
	}

	private static String format(double value) {
		if (Double.isNaN(value)) {
			return "nan";
		}
		if (Double.isInfinite(value)) {
			return (value > 0) ? "inf" : "-inf";
		}
		boolean integral = value == Math.rint(value) && Math.abs(value) < 1e15;
		return integral ? Long.toString((long) value) : Double.toString(value);
	}

	/**
	 * Write a number of any size.
	 * @param value the number
	 */
	public void bigNumber(BigInteger value) {
		textOrBulk('(', value.toString());
	}

	/**
	 * Write a boolean.
	 * @param value the boolean
	 */
	public void bool(boolean value) {
		if (this.version == RespVersion.RESP2) {
			number(value ? 1 : 0);
			return;
		}
		this.out.writeByte('#');
		this.out.writeByte(value ? 't' : 'f');
		this.out.writeShort(CRLF);
	}

	/**
	 * Write a null.
	 */
	public void nullValue() {
		((this.version == RespVersion.RESP2) ? NULL_BULK : NULL).write(this.out);
	}

	/**
	 * Write a null in the place of an array, which RESP2 tells from other nulls.
	 */
	public void nullArray() {
		((this.version == RespVersion.RESP2) ? NULL_ARRAY : NULL).write(this.out);
	}

	/**
	 * Write a bulk string of text.
	 * @param text the text, encoded as UTF-8
	 */
	public void bulk(CharSequence text) {
		header('$', ByteBufUtil.utf8Bytes(text));
		ByteBufUtil.writeUtf8(this.out, text);
		this.out.writeShort(CRLF);
	}

	/**
	 * Write a bulk string of bytes.
	 * @param bytes the bytes
	 */
	public void bulk(byte[] bytes) {
		bulkHeader(bytes.length);
		this.out.writeBytes(bytes);
		bulkEnd();
	}

	/**
	 * Write a bulk string of bytes.
	 * @param bytes whose readable bytes are written; its indexes do not move
	 */
	public void bulk(ByteBuf bytes) {
		bulkHeader(bytes.readableBytes());
		this.out.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
		bulkEnd();
	}

	/**
	 * Write a number as a bulk string, which is how numbers stand in requests.
	 * @param value the number
	 */
	public void bulk(long value) {
		int length = RespNumber.length(value);
		bulkHeader(length);
		RespNumber.write(value, this.out);
		bulkEnd();
	}

	/**
	 * Begin a bulk string whose bytes are written elsewhere, and are followed by
	 * {@link #bulkEnd()}.
	 * @param length how many bytes it has
	 */
	public void bulkHeader(int length) {
		header('$', length);
	}

	/**
	 * End a bulk string that was begun by {@link #bulkHeader}.
	 */
	public void bulkEnd() {
		this.out.writeShort(CRLF);
	}

	/**
	 * Begin a bulk string whose bytes the caller appends to {@link #buffer()} itself,
	 * without knowing how many they will be. Nothing else may be written before
	 * {@link #endBulk}.
	 * @param expectedLength a guess of the length: if it has as many digits as the
	 * length, the bytes need not be moved
	 * @return a mark for {@link #endBulk}
	 */
	public int beginBulk(int expectedLength) {
		int header = headerLength(expectedLength);
		this.out.ensureWritable(header + Math.min(expectedLength, MAX_EXPECTED_ROOM) + CRLF_LENGTH);
		int mark = this.out.writerIndex() + header;
		this.out.writerIndex(mark);
		return mark;
	}

	/**
	 * End a bulk string: everything appended since is its content.
	 * @param mark what {@link #beginBulk} returned
	 * @param expectedLength what {@link #beginBulk} was given
	 */
	public void endBulk(int mark, int expectedLength) {
		int length = this.out.writerIndex() - mark;
		int start = mark - headerLength(expectedLength);
		int header = headerLength(length);
		int content = start + header;
		move(mark, content, length);
		if (length < 10) { // most results are short: four bytes at once
			this.out.setInt(start, '$' << 24 | ('0' + length) << 16 | CRLF);
		}
		else {
			this.out.setByte(start, '$');
			RespNumber.set(length, this.out, start + 1, header - 1 - CRLF_LENGTH);
			this.out.setShort(content - CRLF_LENGTH, CRLF);
		}
		this.out.writerIndex(content + length);
		this.out.writeShort(CRLF);
	}

	/**
	 * Correct the size of an array, map or set, for those who begin one before they know
	 * its size. Nothing moves if the size that was given has as many digits.
	 * @param start index in {@link #buffer()} at which it was begun
	 * @param values how many values have been written since, of which a pair of a map is
	 * two; they end the buffer
	 */
	public void correctSize(int start, int values) {
		int content = this.out.indexOf(start, this.out.writerIndex(), (byte) '\r') + CRLF_LENGTH;
		int size = (this.out.getByte(start) == '%') ? values / 2 : values;
		int header = headerLength(size);
		int length = this.out.writerIndex() - content;
		move(content, start + header, length);
		RespNumber.set(size, this.out, start + 1, header - 1 - CRLF_LENGTH);
		this.out.setShort(start + header - CRLF_LENGTH, CRLF);
		this.out.writerIndex(start + header + length);
	}

	private void move(int from, int to, int length) {
		if (from != to) {
			this.out.ensureWritable(Math.max(0, to - from));
			this.out.setBytes(to, this.out, from, length);
		}
	}

	private static int headerLength(int length) {
		return 1 + RespNumber.length(length) + CRLF_LENGTH;
	}

	/**
	 * Write text with its format.
	 * @param format three letters, such as {@code txt} or {@code mkd}
	 * @param text the text, encoded as UTF-8
	 */
	public void verbatim(String format, CharSequence text) {
		if (this.version == RespVersion.RESP2) {
			bulk(text);
			return;
		}
		header('=', format.length() + 1 + ByteBufUtil.utf8Bytes(text));
		ByteBufUtil.writeAscii(this.out, format);
		this.out.writeByte(':');
		ByteBufUtil.writeUtf8(this.out, text);
		this.out.writeShort(CRLF);
	}

	/**
	 * Begin an array.
	 * @param size how many values follow
	 */
	public void array(int size) {
		header('*', size);
	}

	/**
	 * Begin a map.
	 * @param size how many pairs of a key and a value follow
	 */
	public void map(int size) {
		header((this.version == RespVersion.RESP2) ? '*' : '%', (this.version == RespVersion.RESP2) ? size * 2L : size);
	}

	/**
	 * Begin a set.
	 * @param size how many values follow
	 */
	public void set(int size) {
		header((this.version == RespVersion.RESP2) ? '*' : '~', size);
	}

	/**
	 * Begin a push. In RESP2, which has none, it is an array as in subscriber mode.
	 * @param size how many values follow
	 */
	public void push(int size) {
		header((this.version == RespVersion.RESP2) ? '*' : '>', size);
	}

	private void textOrBulk(char type, String text) {
		if (this.version == RespVersion.RESP2) {
			bulk(text);
			return;
		}
		this.out.writeByte(type);
		ByteBufUtil.writeAscii(this.out, text);
		this.out.writeShort(CRLF);
	}

	private void header(char type, long number) {
		if (number >= 0 && number < 10) { // in one step, as most are
			this.out.writeInt(type << 24 | (int) ('0' + number) << 16 | CRLF);
			return;
		}
		this.out.writeByte(type);
		RespNumber.write(number, this.out);
		this.out.writeShort(CRLF);
	}

	private void line(CharSequence text) {
		escaped(text);
		this.out.writeShort(CRLF);
	}

	private void escaped(CharSequence text) {
		int start = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '\r' || c == '\n') {
				ByteBufUtil.writeUtf8(this.out, text, start, i);
				this.out.writeByte('\\');
				this.out.writeByte((c == '\r') ? 'r' : 'n');
				start = i + 1;
			}
		}
		ByteBufUtil.writeUtf8(this.out, text, start, text.length());
	}

}
