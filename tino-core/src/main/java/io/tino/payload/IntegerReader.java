package io.tino.payload;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads integers of one byte, as many are, by a look at it, and lets another one read all
 * else.
 *
 * @param wide whether they are a {@code Long}, and not an {@code Integer}
 * @param others reads all else
 */
record IntegerReader(boolean wide, PayloadReader<?> others) implements PayloadReader<Object> {

	/** The least number that stands for itself as a header of MessagePack. */
	private static final int MIN_FIXED = -32;

	@Override
	public @Nullable Object read(ByteBuf in) {
		int start = in.readerIndex();
		if (in.writerIndex() - start == 1) {
			byte only = in.getByte(start);
			if (only >= MIN_FIXED) {
				return this.wide ? (Object) (long) only : (Object) (int) only;
			}
		}
		return this.others.read(in);
	}

}
