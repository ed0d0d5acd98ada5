package io.tino.benchmarks.resp;

import io.tino.benchmarks.pipeline.InputBytes;

/**
 * Finds the parts of requests: arrays of bulk strings, and nothing else.
 */
final class RequestReader {

	private static final int MAX_PARTS = 4;

	private final int[] starts = new int[MAX_PARTS];

	private final int[] lengths = new int[MAX_PARTS];

	private int parts;

	/**
	 * Find the next request, once all of it is there, and take it from the input.
	 * @return whether all of it was there
	 */
	boolean read(InputBytes input) {
		byte[] array = input.array;
		int to = input.to;
		int at = input.from;
		int end = RespHead.end(array, at, to);
		if (end < 0) {
			return false;
		}
		int count = RespHead.number(array, at, end, '*');
		if (count < 1 || count > MAX_PARTS) {
			throw new IllegalStateException("A request has " + count + " parts");
		}
		for (int i = 0; i < count; i++) {
			at = end;
			end = RespHead.end(array, at, to);
			if (end < 0) {
				return false;
			}
			int length = RespHead.number(array, at, end, '$');
			this.starts[i] = end;
			this.lengths[i] = length;
			if (length > to - end - 2) {
				return false;
			}
			end += length + 2;
		}
		this.parts = count;
		input.from = end;
		return true;
	}

	/** Return how many parts there are: the name of the command, and arguments. */
	int parts() {
		return this.parts;
	}

	/** Return where a part starts. */
	int start(int part) {
		return this.starts[part];
	}

	/** Return how long a part is. */
	int length(int part) {
		return this.lengths[part];
	}

}
