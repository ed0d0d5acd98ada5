package io.tino.payload;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Checks that bytes are exactly one well-formed JSON value.
 */
final class JsonScanner {

	private final ObjectMapper mapper;

	JsonScanner(ObjectMapper mapper) {
		this.mapper = mapper;
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
