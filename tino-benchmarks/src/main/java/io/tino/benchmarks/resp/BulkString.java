package io.tino.benchmarks.resp;

import io.tino.benchmarks.pipeline.InputBytes;
import io.tino.benchmarks.pipeline.OutputBytes;

/**
 * Bulk strings of RESP, such as {@code $3\r\nADD\r\n}.
 */
final class BulkString {

	/** How long the end is. */
	static final int END = 2;

	private BulkString() {
	}

	/** Write what stands before the bytes. */
	static void writeLength(int length, OutputBytes output) {
		int at = output.add(1);
		output.array()[at] = '$';
		output.addDecimal(length);
		writeEnd(output);
	}

	/** Write what stands behind the bytes. */
	static void writeEnd(OutputBytes output) {
		int at = output.add(END);
		byte[] array = output.array();
		array[at] = '\r';
		array[at + 1] = '\n';
	}

	/** Write one. */
	static void write(byte[] array, int from, int length, OutputBytes output) {
		writeLength(length, output);
		output.add(array, from, length);
		writeEnd(output);
	}

	/**
	 * Find the next one, once all of it is there, and take it from the input.
	 * @return where its bytes begin, which end {@link #END} before where the input begins
	 * then; or -1 if it is not all there
	 */
	static int read(InputBytes input) {
		int start = RespHead.end(input.array, input.from, input.to);
		if (start < 0) {
			return -1;
		}
		int length = RespHead.number(input.array, input.from, start, '$');
		if (length > input.to - start - END) {
			return -1;
		}
		input.from = start + length + END;
		return start;
	}

}
