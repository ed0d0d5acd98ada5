package io.tino.benchmarks.resp;

import io.tino.benchmarks.pipeline.OutputBytes;

/**
 * What stands in MessagePack before the bytes of a text, or before bytes.
 */
enum ValueHead {

	/** Before a text. */
	TEXT(0xd9),

	/** Before bytes. */
	BYTES(0xc4);

	/** The types for lengths of 16 and 32 bits are behind it. */
	private final int typeOf8Bits;

	ValueHead(int typeOf8Bits) {
		this.typeOf8Bits = typeOf8Bits;
	}

	/** Return how long it is. */
	int size(int length) {
		if (length < 256) {
			return (this == TEXT && length < 32) ? 1 : 2;
		}
		return (length < 65536) ? 3 : 5;
	}

	/** Write it. */
	void write(int length, OutputBytes output) {
		int size = size(length);
		int at = output.add(size);
		byte[] array = output.array();
		if (size == 1) {
			array[at] = (byte) (0xa0 | length);
			return;
		}
		array[at++] = (byte) (this.typeOf8Bits + Integer.numberOfTrailingZeros(size - 1));
		for (int shift = 8 * (size - 2); shift >= 0; shift -= 8) {
			array[at++] = (byte) (length >> shift);
		}
	}

	/**
	 * Find its end.
	 * @return where the value's own bytes begin
	 * @throws IllegalStateException if it is one of another type
	 */
	int end(byte[] array, int from) {
		int type = array[from] & 0xff;
		if (this == TEXT && (type & 0xe0) == 0xa0) {
			return from + 1;
		}
		int sizeOfLength = 1 << (type - this.typeOf8Bits);
		if (type < this.typeOf8Bits || sizeOfLength > 4) {
			throw new IllegalStateException("A value is no " + this);
		}
		return from + 1 + sizeOfLength;
	}

}
