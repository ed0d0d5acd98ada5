package io.tino.resp;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A value of RESP, of any type of either version. Values are immutable and compare by
 * their content. The null bulk string and the null array of RESP2 are {@link Null}.
 *
 * @since 0.1.0
 * @see <a href="https://github.com/redis/redis-specifications">RESP3 specification</a>
 */
public sealed interface RespValue {

	/**
	 * {@code +text}.
	 *
	 * @param text the text
	 */
	record SimpleString(String text) implements RespValue {
	}

	/**
	 * {@code -CODE message}, or the same as a bulk error of RESP3.
	 *
	 * @param text the whole text, beginning with the code
	 */
	record SimpleError(String text) implements RespValue {

		/**
		 * Return the first word of the text.
		 * @return the code
		 */
		public String code() {
			int space = this.text.indexOf(' ');
			return (space < 0) ? this.text : this.text.substring(0, space);
		}

		/**
		 * Return the text behind the code.
		 * @return the message, empty if there is none
		 */
		public String message() {
			int space = this.text.indexOf(' ');
			return (space < 0) ? "" : this.text.substring(space + 1);
		}

	}

	/**
	 * {@code :42}.
	 *
	 * @param value the number
	 */
	record Number(long value) implements RespValue {
	}

	/**
	 * {@code $5\r\nhello}.
	 *
	 * @param bytes a read-only copy of the bytes
	 */
	record BulkString(ByteBuffer bytes) implements RespValue {
	}

	/**
	 * {@code _}, {@code $-1} or {@code *-1}.
	 */
	record Null() implements RespValue {
	}

	/**
	 * {@code #t} or {@code #f}.
	 *
	 * @param value the boolean
	 */
	record Bool(boolean value) implements RespValue {
	}

	/**
	 * {@code ,1.5}.
	 *
	 * @param value the number, which may be infinite or not a number
	 */
	record DoubleNumber(double value) implements RespValue {
	}

	/**
	 * {@code (3492890328409238509324850943850943825024385}.
	 *
	 * @param value the number
	 */
	record BigNumber(BigInteger value) implements RespValue {
	}

	/**
	 * {@code =15\r\ntxt:Some string}.
	 *
	 * @param format three letters that say what the text is
	 * @param text the text
	 */
	record VerbatimString(String format, String text) implements RespValue {
	}

	/**
	 * {@code *2}.
	 *
	 * @param elements the values
	 */
	record Array(List<RespValue> elements) implements RespValue {
	}

	/**
	 * {@code %1}. Keys may repeat, and their order is kept.
	 *
	 * @param entries the pairs
	 */
	record Map(List<Entry> entries) implements RespValue {
	}

	/**
	 * A pair of a {@link Map}.
	 *
	 * @param key the key
	 * @param value the value
	 */
	record Entry(RespValue key, RespValue value) {
	}

	/**
	 * {@code ~2}. Elements are kept as they came.
	 *
	 * @param elements the values
	 */
	record Set(List<RespValue> elements) implements RespValue {
	}

	/**
	 * {@code >3}, which is no reply to a request.
	 *
	 * @param elements the values, the first of which is the kind of push
	 */
	record Push(List<RespValue> elements) implements RespValue {
	}

	/**
	 * {@code |1} and the value behind it.
	 *
	 * @param attributes what is said about the value
	 * @param value the value
	 */
	record Attributed(Map attributes, RespValue value) implements RespValue {
	}

}
