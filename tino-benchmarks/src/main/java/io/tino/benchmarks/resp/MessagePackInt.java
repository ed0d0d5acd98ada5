package io.tino.benchmarks.resp;

import io.tino.benchmarks.pipeline.OutputBytes;

/**
 * Numbers of MessagePack, in bulk strings.
 */
final class MessagePackInt {

	private static final int INT_8 = 0xd0;

	private static final int INT_16 = 0xd1;

	private static final int INT_32 = 0xd2;

	private static final int UINT_8 = 0xcc;

	private static final int UINT_16 = 0xcd;

	private MessagePackInt() {
	}

	/** Write a number as a bulk string with the end of its line. */
	static void writeBulk(int number, OutputBytes output) {
		int length = length(number);
		int at = output.add(length + 6);
		byte[] array = output.array();
		array[at++] = '$';
		array[at++] = (byte) ('0' + length);
		array[at++] = '\r';
		array[at++] = '\n';
		at = write(number, length, array, at);
		array[at++] = '\r';
		array[at] = '\n';
	}

	private static int length(int number) {
		if (number >= -32 && number < 128) {
			return 1;
		}
		if (number >= Byte.MIN_VALUE && number < 256) {
			return 2;
		}
		return (number >= Short.MIN_VALUE && number < 65536) ? 3 : 5;
	}

	private static int write(int number, int length, byte[] array, int from) {
		int at = from;
		switch (length) {
			case 1 -> {
				array[at++] = (byte) number;
			}
			case 2 -> {
				array[at++] = (byte) ((number < 0) ? INT_8 : UINT_8);
				array[at++] = (byte) number;
			}
			case 3 -> {
				array[at++] = (byte) ((number < 0) ? INT_16 : UINT_16);
				array[at++] = (byte) (number >> 8);
				array[at++] = (byte) number;
			}
			default -> {
				array[at++] = (byte) INT_32;
				array[at++] = (byte) (number >> 24);
				array[at++] = (byte) (number >> 16);
				array[at++] = (byte) (number >> 8);
				array[at++] = (byte) number;
			}
		}
		return at;
	}

	/** Read a number that is the whole of some bytes. */
	static int read(byte[] array, int from, int length) {
		byte first = array[from];
		if (length == 1 && first >= -32) {
			return first;
		}
		return switch (length << 8 | first & 0xff) {
			case 2 << 8 | UINT_8 -> array[from + 1] & 0xff;
			case 2 << 8 | INT_8 -> array[from + 1];
			case 3 << 8 | UINT_16 -> (array[from + 1] & 0xff) << 8 | array[from + 2] & 0xff;
			case 3 << 8 | INT_16 -> array[from + 1] << 8 | array[from + 2] & 0xff;
			case 5 << 8 | INT_32 -> array[from + 1] << 24 | (array[from + 2] & 0xff) << 16
					| (array[from + 3] & 0xff) << 8 | array[from + 4] & 0xff;
			default -> throw new IllegalStateException("Not a number of 32 bits");
		};
	}

}
