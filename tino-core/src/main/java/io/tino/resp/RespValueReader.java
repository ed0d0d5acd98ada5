package io.tino.resp;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.netty.buffer.ByteBuf;

import io.tino.resp.RespValue.Array;
import io.tino.resp.RespValue.Attributed;
import io.tino.resp.RespValue.BigNumber;
import io.tino.resp.RespValue.Bool;
import io.tino.resp.RespValue.BulkString;
import io.tino.resp.RespValue.DoubleNumber;
import io.tino.resp.RespValue.Entry;
import io.tino.resp.RespValue.Null;
import io.tino.resp.RespValue.Push;
import io.tino.resp.RespValue.SimpleError;
import io.tino.resp.RespValue.SimpleString;
import io.tino.resp.RespValue.VerbatimString;

/**
 * Reads one value that {@link ReplyDecoder} has found to be whole and well-formed, and
 * nested no deeper than its limit.
 */
final class RespValueReader {

	private static final Pattern DOUBLE = Pattern
		.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?|[-+]?inf|[-+]?nan");

	private final ByteBuf in;

	private int index;

	RespValueReader(ByteBuf in, int start) {
		this.in = in;
		this.index = start;
	}

	RespValue read() {
		RespType type = RespType.of(this.in.getByte(this.index));
		int start = this.index + 1;
		int cr = this.in.indexOf(start, this.in.writerIndex(), (byte) '\r');
		this.index = cr + 2;
		if (type == null) {
			throw new IllegalStateException("Not a value at index " + (start - 1));
		}
		return switch (type) {
			case SIMPLE_STRING -> new SimpleString(text(start, cr));
			case SIMPLE_ERROR -> new SimpleError(text(start, cr));
			case NUMBER -> new RespValue.Number(number(start, cr));
			case NULL -> new Null();
			case BOOLEAN -> new Bool(this.in.getByte(start) == 't');
			case DOUBLE -> new DoubleNumber(parseDouble(text(start, cr)));
			case BIG_NUMBER -> new BigNumber(new BigInteger(text(start, cr)));
			case BULK_STRING -> bulkString((int) number(start, cr));
			case BULK_ERROR -> new SimpleError(bulkText((int) number(start, cr)));
			case VERBATIM_STRING -> verbatim((int) number(start, cr));
			case ARRAY -> array(number(start, cr));
			case SET -> new RespValue.Set(values(number(start, cr)));
			case PUSH -> new Push(values(number(start, cr)));
			case MAP -> map(number(start, cr));
			case ATTRIBUTE -> new Attributed(map(number(start, cr)), read());
		};
	}

	private RespValue bulkString(int length) {
		if (length < 0) {
			return new Null();
		}
		ByteBuffer bytes = ByteBuffer.allocate(length);
		this.in.getBytes(this.index, bytes);
		this.index += length + 2;
		return new BulkString(bytes.flip().asReadOnlyBuffer());
	}

	private String bulkText(int length) {
		int start = this.index;
		this.index += length + 2;
		return text(start, start + length);
	}

	private RespValue verbatim(int length) {
		int start = this.index;
		this.index += length + 2;
		return new VerbatimString(text(start, start + 3), text(start + 4, start + length));
	}

	private RespValue array(long size) {
		return (size < 0) ? new Null() : new Array(values(size));
	}

	private List<RespValue> values(long size) {
		List<RespValue> values = new ArrayList<>((int) size);
		for (long i = 0; i < size; i++) {
			values.add(read());
		}
		return List.copyOf(values);
	}

	private RespValue.Map map(long size) {
		List<Entry> entries = new ArrayList<>((int) size);
		for (long i = 0; i < size; i++) {
			entries.add(new Entry(read(), read()));
		}
		return new RespValue.Map(List.copyOf(entries));
	}

	private long number(int start, int end) {
		return RespNumber.parse(this.in, start, end);
	}

	private String text(int start, int end) {
		return this.in.toString(start, end - start, StandardCharsets.UTF_8);
	}

	/**
	 * Tell whether the text of a value that ends with its line can be read.
	 * @param type the type of the value
	 * @param in where the text stands
	 * @param start index of its first byte
	 * @param end index after its last byte
	 * @return whether the text is of the type
	 */
	static boolean isWellFormed(RespType type, ByteBuf in, int start, int end) {
		return switch (type) {
			case NUMBER -> RespNumber.isLong(in, start, end);
			case NULL -> start == end;
			case BOOLEAN -> end - start == 1 && (in.getByte(start) == 't' || in.getByte(start) == 'f');
			case DOUBLE -> DOUBLE.matcher(in.toString(start, end - start, StandardCharsets.UTF_8)).matches();
			case BIG_NUMBER -> isInteger(in, start, end);
			default -> in.indexOf(start, end, (byte) '\r') < 0;
		};
	}

	private static boolean isInteger(ByteBuf in, int start, int end) {
		int digits = (start < end && (in.getByte(start) == '-' || in.getByte(start) == '+')) ? start + 1 : start;
		for (int i = digits; i < end; i++) {
			if (in.getByte(i) < '0' || in.getByte(i) > '9') {
				return false;
			}
		}
		return digits < end;
	}

	private static double parseDouble(String text) {
		return switch (text) {
			case "inf", "+inf" -> Double.POSITIVE_INFINITY;
			case "-inf" -> Double.NEGATIVE_INFINITY;
			case "nan", "+nan", "-nan" -> Double.NaN;
			default -> Double.parseDouble(text);
		};
	}

}
