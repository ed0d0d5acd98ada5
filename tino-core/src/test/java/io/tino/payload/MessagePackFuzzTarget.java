package io.tino.payload;

import io.netty.buffer.Unpooled;

/**
 * Fuzz target for {@link MessagePackCodec}: what {@link MessagePackScanner} takes for a
 * value no reader finds malformed, and the other way round; the values of all types
 * survive being written and read.
 */
public final class MessagePackFuzzTarget {

	private static final FuzzedCodec CODEC = new FuzzedCodec(new MessagePackCodec(PayloadMappers.messagePack()));

	private MessagePackFuzzTarget() {
	}

	/**
	 * Run the target.
	 * @param input the bytes of one value, or of none
	 */
	public static void fuzzerTestOneInput(byte[] input) {
		CODEC.read(input, isWellFormed(input));
	}

	private static boolean isWellFormed(byte[] input) {
		try {
			MessagePackScanner.check(Unpooled.wrappedBuffer(input), PayloadLimits.DEFAULT.maxNestingDepth());
			return true;
		}
		catch (MalformedPayloadException ex) {
			return false;
		}
	}

}
