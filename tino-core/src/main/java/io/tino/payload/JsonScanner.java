package io.tino.payload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.ByteProcessor;

/**
 * Checks that bytes are exactly one well-formed JSON value in UTF-8.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259#section-8.1">RFC 8259</a>
 */
final class JsonScanner {

	private static final ByteProcessor ASCII = (value) -> value >= 0;

	private final ObjectMapper mapper;

	JsonScanner(ObjectMapper mapper) {
		this.mapper = mapper;
	}

	/**
	 * Check that the readable bytes are UTF-8, for the parser guesses at other encodings
	 * and takes what no character is encoded as.
	 * @param in whose readable bytes are checked; its indexes do not move
	 * @throws MalformedPayloadException if they are not
	 */
	static void checkEncoding(ByteBuf in) {
		int start = in.readerIndex();
		int length = in.readableBytes();
		if (length >= 3 && in.getUnsignedMedium(start) == 0xefbbbf) {
			throw new MalformedPayloadException("text begins with a byte order mark");
		}
		// What the parser takes for UTF-16 and UTF-32 has a zero here, and JSON has none
		boolean wide = in.indexOf(start, start + Math.min(length, 4), (byte) 0) >= 0;
		if (wide || (in.forEachByte(ASCII) >= 0 && !ByteBufUtil.isText(in, StandardCharsets.UTF_8))) {
			throw new MalformedPayloadException("text is not UTF-8");
		}
	}

	/**
	 * Check that the readable bytes are one value.
	 * @param in whose readable bytes are checked; its indexes do not move
	 * @throws MalformedPayloadException if they are not
	 */
	void check(ByteBuf in) {
		byte[] bytes = ByteBufUtil.getBytes(in);
		try (JsonParser parser = this.mapper.createParser(bytes)) {
			if (parser.nextToken() == null) {
				throw new MalformedPayloadException("value is empty");
			}
			parser.skipChildren();
			if (parser.nextToken() != null) {
				throw new MalformedPayloadException("bytes after the value");
			}
		}
		catch (JsonProcessingException ex) {
			long offset = (ex.getLocation() != null) ? ex.getLocation().getByteOffset() : -1;
			throw new MalformedPayloadException("not well-formed" + ((offset >= 0) ? " at byte " + offset : ""));
		}
		catch (IOException ex) {
			throw new MalformedPayloadException("not well-formed");
		}
	}

}
