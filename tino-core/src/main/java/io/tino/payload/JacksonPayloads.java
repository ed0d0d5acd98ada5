package io.tino.payload;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes values through a Jackson mapper, and says what was wrong without
 * repeating what was sent.
 */
final class JacksonPayloads {

	private final ObjectMapper mapper;

	private final boolean checkEnd;

	/**
	 * Create an instance.
	 * @param mapper the mapper
	 * @param checkEnd whether to make sure that nothing follows a value
	 */
	JacksonPayloads(ObjectMapper mapper, boolean checkEnd) {
		this.mapper = mapper;
		this.checkEnd = checkEnd;
	}

	<T> PayloadReader<T> reader(Type type) {
		JavaType javaType = resolve(type);
		ObjectReader reader = this.mapper.readerFor(javaType);
		requireReadable(javaType);
		return (in) -> read(in, reader, javaType);
	}

	private JavaType resolve(Type type) {
		try {
			return this.mapper.constructType(type);
		}
		catch (IllegalArgumentException ex) {
			throw new UnsupportedPayloadException("Type " + type.getTypeName() + " cannot be resolved", ex);
		}
	}

	/**
	 * Find out by an empty object whether values of a type can be made at all, as those
	 * of an interface cannot: Jackson only says so when it has a value to read.
	 */
	private void requireReadable(JavaType type) {
		if (type.getContentType() != null) {
			requireReadable(type.getContentType());
		}
		try {
			this.mapper.readerFor(type).readValue(this.mapper.writeValueAsBytes(Map.of()));
		}
		catch (InvalidDefinitionException ex) {
			throw new UnsupportedPayloadException("Type " + type.toCanonical() + " cannot be decoded", ex);
		}
		catch (IOException | RuntimeException ex) {
			// It can be made of something else
		}
	}

	private <T> @Nullable T read(ByteBuf in, ObjectReader reader, JavaType type) {
		byte[] bytes = ByteBufUtil.getBytes(in, in.readerIndex(), in.readableBytes(), false);
		try (JsonParser parser = new LiteralTextParser(reader.createParser(bytes))) {
			if (parser.nextToken() == null) {
				throw new MalformedPayloadException("value is empty");
			}
			T value = reader.readValue(parser);
			if (this.checkEnd && parser.nextToken() != null) {
				throw new MalformedPayloadException("bytes after the value");
			}
			return value;
		}
		catch (InvalidDefinitionException ex) { // no fault of whoever sent the value
			throw new UnsupportedPayloadException("Value of " + type.toCanonical() + " cannot be decoded", ex);
		}
		catch (JacksonException ex) {
			throw translate(ex, type);
		}
		catch (IOException | RuntimeException ex) {
			if (ex instanceof PayloadException payloadException) {
				throw payloadException;
			}
			throw new UnsupportedPayloadException("Value of " + type.toCanonical() + " cannot be decoded", ex);
		}
	}

	private static PayloadException translate(JacksonException failure, JavaType type) {
		if (failure instanceof InputCoercionException overflow) {
			return ExpectedType.of(overflow.getTargetType()).mismatch();
		}
		if (!(failure instanceof JsonMappingException mapping)) {
			return malformed(failure);
		}
		List<Object> path = new ArrayList<>();
		for (JsonMappingException.Reference reference : mapping.getPath()) {
			path.add((reference.getFieldName() != null) ? reference.getFieldName() : reference.getIndex());
		}
		if (failure.getCause() instanceof InputCoercionException overflow) {
			return ExpectedType.of(overflow.getTargetType()).mismatch(path);
		}
		if (failure.getCause() instanceof JacksonException cause && !(cause instanceof JsonMappingException)) {
			return malformed(cause);
		}
		return expected(mapping, type).mismatch(path);
	}

	private static ExpectedType expected(JsonMappingException failure, JavaType type) {
		if (!(failure instanceof MismatchedInputException mismatch)) {
			return ExpectedType.OTHER; // the type's own constructor or setter refused it
		}
		if (mismatch instanceof UnrecognizedPropertyException) {
			return ExpectedType.EXTRA;
		}
		String message = String.valueOf(mismatch.getOriginalMessage());
		if (message.startsWith("Cannot map `null` into type")) {
			return ExpectedType.NOT_NONE;
		}
		if (message.startsWith("Missing required creator property") || message.startsWith("Null value for creator")) {
			return ExpectedType.REQUIRED;
		}
		Class<?> target = mismatch.getTargetType();
		return ExpectedType.of((target != null) ? target : type.getRawClass());
	}

	private static MalformedPayloadException malformed(JacksonException ex) {
		long offset = (ex.getLocation() != null) ? ex.getLocation().getByteOffset() : -1;
		return new MalformedPayloadException("not well-formed" + ((offset >= 0) ? " at byte " + offset : ""));
	}

	<T> PayloadWriter<T> writer(Type type) {
		ObjectWriter writer = this.mapper.writerFor(resolve(type));
		return (value, out) -> write(writer, value, out);
	}

	void write(@Nullable Object value, ByteBuf out) {
		write(this.mapper.writer(), value, out);
	}

	private static void write(ObjectWriter writer, @Nullable Object value, ByteBuf out) {
		try (OutputStream stream = new ByteBufOutputStream(out)) {
			writer.writeValue(stream, value);
		}
		catch (IOException | IllegalArgumentException ex) {
			String type = (value != null) ? value.getClass().getName() : "null";
			throw new UnsupportedPayloadException("Value of " + type + " cannot be encoded", ex);
		}
	}

	/**
	 * The parser of MessagePack fails to give the text of a literal, which Jackson asks
	 * for when it says that the literal is of the wrong type.
	 */
	private static final class LiteralTextParser extends JsonParserDelegate {

		LiteralTextParser(JsonParser parser) {
			super(parser);
		}

		@Override
		public String getText() throws IOException {
			JsonToken token = currentToken();
			boolean literal = token == JsonToken.VALUE_NULL || (token != null && token.isBoolean());
			return literal ? token.asString() : super.getText();
		}

	}

}
