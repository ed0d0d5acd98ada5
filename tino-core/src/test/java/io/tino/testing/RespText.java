package io.tino.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import io.tino.resp.RespValue;

/**
 * Shows values of RESP on one line, each by the character that its type begins with, so
 * that tests can compare them to what a person writes.
 */
public final class RespText {

	private RespText() {
	}

	/**
	 * Show a value.
	 * @param value the value
	 * @return {@code +OK}, {@code -ERR why}, {@code :1}, {@code ,1.5}, {@code (12},
	 * {@code #t}, {@code _}, {@code *[1, 2]}, {@code ~[1, 2]} or {@code %[a=:1]}; a bulk
	 * string as its text alone, one character a byte
	 */
	public static String of(RespValue value) {
		if (value instanceof RespValue.BulkString bulk) {
			return StandardCharsets.ISO_8859_1.decode(bulk.bytes().duplicate()).toString();
		}
		if (value instanceof RespValue.Array array) {
			return "*" + of(array.elements());
		}
		if (value instanceof RespValue.Set set) {
			return "~" + of(set.elements());
		}
		if (value instanceof RespValue.Map map) {
			return "%" + map.entries().stream().map((entry) -> of(entry.key()) + "=" + of(entry.value())).toList();
		}
		return ofScalar(value);
	}

	private static String of(List<RespValue> values) {
		return values.stream().map(RespText::of).collect(Collectors.joining(", ", "[", "]"));
	}

	private static String ofScalar(RespValue value) {
		if (value instanceof RespValue.SimpleString string) {
			return "+" + string.text();
		}
		if (value instanceof RespValue.SimpleError error) {
			return "-" + error.text();
		}
		if (value instanceof RespValue.Number number) {
			return ":" + number.value();
		}
		if (value instanceof RespValue.DoubleNumber number) {
			return "," + number.value();
		}
		if (value instanceof RespValue.BigNumber number) {
			return "(" + number.value();
		}
		if (value instanceof RespValue.Bool bool) {
			return bool.value() ? "#t" : "#f";
		}
		return (value instanceof RespValue.Null) ? "_" : value.toString();
	}

}
