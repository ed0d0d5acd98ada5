package io.tino.payload;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Fuzz target for {@link JsonCodec}: what {@link JsonScanner} takes for a value no reader
 * finds malformed, and the other way round; the values of all types survive being written
 * and read.
 */
public final class JsonFuzzTarget {

	private static final ObjectMapper MAPPER = PayloadMappers.json(PayloadMappers.messagePack());

	private static final FuzzedCodec CODEC = new FuzzedCodec(new JsonCodec(MAPPER));

	private static final JsonScanner SCANNER = new JsonScanner(MAPPER);

	private JsonFuzzTarget() {
	}

	/**
	 * Run the target.
	 * @param input the text of one value, or of none
	 */
	public static void fuzzerTestOneInput(byte[] input) {
		CODEC.read(input, isWellFormed(input));
	}

	private static boolean isWellFormed(byte[] input) {
		ByteBuf bytes = Unpooled.wrappedBuffer(input);
		try {
			JsonScanner.checkEncoding(bytes);
			SCANNER.check(bytes);
			return true;
		}
		catch (MalformedPayloadException ex) {
			return false;
		}
	}

}
