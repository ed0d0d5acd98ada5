package io.tino.payload;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a value was expected to be, in the words of an error. Text and type are those of
 * pydantic, which Python Tino sends, where it has one.
 */
enum ExpectedType {

	INTEGER("value is not a valid integer", "type_error.integer"),

	FLOAT("value is not a valid float", "type_error.float"),

	DECIMAL("value is not a valid decimal", "type_error.decimal"),

	BOOL("value is not a valid boolean", "type_error.bool"),

	STR("str type expected", "type_error.str"),

	BYTES("byte type expected", "type_error.bytes"),

	LIST("value is not a valid list", "type_error.list"),

	DICT("value is not a valid dict", "type_error.dict"),

	ENUM("value is not a valid enumeration member", "type_error.enum"),

	UUID_VALUE("value is not a valid uuid", "type_error.uuid"),

	DATE("invalid date format", "value_error.date"),

	TIME("invalid time format", "value_error.time"),

	DATETIME("invalid datetime format", "value_error.datetime"),

	DURATION("invalid duration format", "value_error.duration"),

	NOT_NONE("none is not an allowed value", "type_error.none.not_allowed"),

	REQUIRED("field required", "value_error.missing"),

	EXTRA("extra fields not permitted", "value_error.extra"),

	OTHER("value is not valid", "value_error");

	private static final Set<Class<?>> INTEGERS = Set.of(int.class, Integer.class, long.class, Long.class, short.class,
			Short.class, byte.class, Byte.class, BigInteger.class);

	private static final Set<Class<?>> FLOATS = Set.of(float.class, Float.class, double.class, Double.class);

	private final String text;

	private final String type;

	ExpectedType(String text, String type) {
		this.text = text;
		this.type = type;
	}

	MismatchedPayloadException mismatch(List<Object> path) {
		return new MismatchedPayloadException(path, this.text, this.type);
	}

	MismatchedPayloadException mismatch() {
		return mismatch(List.of());
	}

	static ExpectedType of(@Nullable Type type) {
		if (type instanceof Class<?> javaClass) {
			return of(javaClass);
		}
		if (type instanceof ParameterizedType parameterized) {
			return of(parameterized.getRawType());
		}
		return (type instanceof GenericArrayType) ? LIST : OTHER;
	}

	private static ExpectedType of(Class<?> type) {
		if (INTEGERS.contains(type)) {
			return INTEGER;
		}
		if (FLOATS.contains(type)) {
			return FLOAT;
		}
		if (type == boolean.class || type == Boolean.class) {
			return BOOL;
		}
		if (CharSequence.class.isAssignableFrom(type) || type == char.class || type == Character.class) {
			return STR;
		}
		if (type == byte[].class) {
			return BYTES;
		}
		if (type.isArray() || Collection.class.isAssignableFrom(type)) {
			return LIST;
		}
		return ofObject(type);
	}

	private static ExpectedType ofObject(Class<?> type) {
		if (type == BigDecimal.class) {
			return DECIMAL;
		}
		if (type.isEnum()) {
			return ENUM;
		}
		if (type == UUID.class) {
			return UUID_VALUE;
		}
		if (type == LocalDate.class) {
			return DATE;
		}
		if (type == LocalTime.class) {
			return TIME;
		}
		if (type == Duration.class) {
			return DURATION;
		}
		if (Temporal.class.isAssignableFrom(type)) {
			return DATETIME;
		}
		boolean structured = Map.class.isAssignableFrom(type) || !type.getName().startsWith("java.");
		return structured ? DICT : OTHER;
	}

}
