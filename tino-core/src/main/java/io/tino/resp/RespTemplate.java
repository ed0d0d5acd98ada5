package io.tino.resp;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

/**
 * Bytes that are written again and again and differ in one number only, such as the id of
 * a call. What has been written last is kept, and the digits of the number are changed in
 * it: in one step if it is the next one, as it mostly is. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class RespTemplate {

	private static final byte[] LINE_END = { '\r', '\n' };

	private final byte[] before;

	private final boolean bulk;

	private final byte[] after;

	private byte[] bytes;

	/** The index in the bytes behind the digits. */
	private int end;

	private int digits;

	private long number;

	private RespTemplate(byte[] before, boolean bulk, byte[] after) {
		this.before = before;
		this.bulk = bulk;
		this.after = after;
		this.bytes = before;
	}

	/**
	 * Create a template in which the number is a bulk string, as in requests.
	 * @param before what stands before the number
	 * @param after what stands behind the number
	 * @return the template
	 */
	public static RespTemplate ofBulk(byte[] before, byte[] after) {
		return new RespTemplate(before, true, after);
	}

	/**
	 * Create a template in which the number is one.
	 * @param before what stands before the number, in ASCII
	 * @return the template
	 */
	public static RespTemplate ofNumber(String before) {
		return new RespTemplate(before.getBytes(StandardCharsets.US_ASCII), false, new byte[0]);
	}

	/**
	 * Write the bytes.
	 * @param value the number, which is not negative
	 * @param out where to append them
	 */
	public void write(long value, ByteBuf out) {
		if (value != this.number + 1 || !increment()) {
			set(value);
		}
		this.number = value;
		out.writeBytes(this.bytes, 0, this.bytes.length);
	}

	/** Add one to the digits, unless there have to be more of them. */
	private boolean increment() {
		for (int index = this.end - 1; index >= this.end - this.digits; index--) {
			if (this.bytes[index] != '9') {
				this.bytes[index]++;
				return true;
			}
			this.bytes[index] = '0';
		}
		return false;
	}

	private void set(long value) {
		int length = RespNumber.length(value);
		if (length != this.digits) {
			layOut(length);
		}
		long rest = value;
		for (int index = this.end - 1; index >= this.end - length; index--) {
			this.bytes[index] = (byte) ('0' + rest % 10);
			rest /= 10;
		}
	}

	private void layOut(int length) {
		byte[] header = (this.bulk ? "$" + length + "\r\n" : ":").getBytes(StandardCharsets.US_ASCII);
		this.digits = length;
		this.end = this.before.length + header.length + length;
		this.bytes = new byte[this.end + LINE_END.length + this.after.length];
		put(this.before, 0);
		put(header, this.before.length);
		put(LINE_END, this.end);
		put(this.after, this.end + LINE_END.length);
	}

	private void put(byte[] part, int index) {
		System.arraycopy(part, 0, this.bytes, index, part.length);
	}

}
