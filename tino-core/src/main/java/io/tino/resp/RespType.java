package io.tino.resp;

import org.jspecify.annotations.Nullable;

/**
 * The types of RESP, by the byte that a value begins with.
 */
enum RespType {

	SIMPLE_STRING('+', Shape.LINE), SIMPLE_ERROR('-', Shape.LINE), NUMBER(':', Shape.LINE), NULL('_', Shape.LINE),
	BOOLEAN('#', Shape.LINE), DOUBLE(',', Shape.LINE), BIG_NUMBER('(', Shape.LINE), BULK_STRING('$', Shape.BULK),
	BULK_ERROR('!', Shape.BULK), VERBATIM_STRING('=', Shape.BULK), ARRAY('*', Shape.AGGREGATE),
	SET('~', Shape.AGGREGATE), PUSH('>', Shape.AGGREGATE), MAP('%', Shape.PAIRS), ATTRIBUTE('|', Shape.PAIRS);

	private static final @Nullable RespType[] BY_BYTE = new RespType[128];

	static {
		for (RespType type : values()) {
			BY_BYTE[type.symbol] = type;
		}
	}

	private final char symbol;

	private final Shape shape;

	RespType(char symbol, Shape shape) {
		this.symbol = symbol;
		this.shape = shape;
	}

	Shape shape() {
		return this.shape;
	}

	static @Nullable RespType of(byte symbol) {
		return (symbol >= 0) ? BY_BYTE[symbol] : null;
	}

	/**
	 * How a type is framed.
	 */
	enum Shape {

		/** Ends with its line. */
		LINE,

		/** Its line declares a number of bytes. */
		BULK,

		/** Its line declares a number of values. */
		AGGREGATE,

		/** Its line declares a number of pairs of values. */
		PAIRS

	}

}
