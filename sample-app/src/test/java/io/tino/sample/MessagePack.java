package io.tino.sample;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.msgpack.jackson.dataformat.MessagePackFactory;

/**
 * MessagePack as a client has it that knows nothing of Tino.
 */
final class MessagePack {

	private static final ObjectMapper MAPPER = new ObjectMapper(new MessagePackFactory());

	private MessagePack() {
	}

	static byte[] pack(Object value) {
		try {
			return MAPPER.writeValueAsBytes(value);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Object unpack(Object bytes) {
		try {
			return MAPPER.readValue((byte[]) bytes, Object.class);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
