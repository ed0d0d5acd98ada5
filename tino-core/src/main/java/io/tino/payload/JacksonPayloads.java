package io.tino.payload;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

	/**
	 * Return a reader that takes malformed bytes for mismatched ones, and leaves it to a
	 * scanner to tell one from the other.
	 */
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
			parser.nextToken();
			T value = reader.readValue(parser);
			if (this.checkEnd && parser.nextToken() != null) {
				throw ExpectedType.OTHER.mismatch();
			}
			return value;
		}
		catch (InvalidDefinitionException ex) {
			if (ex.getType() != null && ex.getType().isArrayType()) { // said of a str
				throw translate(ex, type);
			}
			// No fault of whoever sent the value
			throw new UnsupportedPayloadException("Value of " + type.toCanonical() + " cannot be decoded", ex);
		}
		catch (MismatchedPayloadException ex) {
			throw ex;
		}
		catch (IOException | RuntimeException ex) { // of a deserializer, or of the type
			throw translate(ex, type);
		}
	}

	private static MismatchedPayloadException translate(Exception failure, JavaType type) {
		if (failure instanceof JsonMappingException mapping) {
			List<Object> path = new ArrayList<>();
			for (JsonMappingException.Reference reference : mapping.getPath()) {
				path.add((reference.getFieldName() != null) ? reference.getFieldName() : reference.getIndex());
			}
			return expected(mapping, type).mismatch(path);
		}
		if (failure instanceof InputCoercionException overflow) {
			return ExpectedType.of(overflow.getTargetType()).mismatch();
		}
		return ExpectedType.of(type.getRawClass()).mismatch();
	}

	private static ExpectedType expected(JsonMappingException failure, JavaType type) {
		if (failure.getCause() instanceof InputCoercionException overflow) {
			return ExpectedType.of(overflow.getTargetType());
		}
		if (failure instanceof InvalidDefinitionException definition) {
			return ExpectedType.of(definition.getType().getRawClass());
		}
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

	<T> PayloadWriter<T> writer(Type type) {
		JavaType javaType = resolve(type);
		ObjectWriter writer = isContainer(javaType) ? this.mapper.writer().forType(javaType) : this.mapper.writer();
		return (value, out) -> write(writer, value, out);
	}

	/** Tell whether a value says itself what it is, but not what it contains. */
	private static boolean isContainer(JavaType type) {
		return type.isContainerType() || type.isReferenceType();
	}

	/** Return the class of a type that says what its values contain, if it does. */
	@Nullable Class<?> containerOf(Type type) {
		JavaType javaType = resolve(type);
		return isContainer(javaType) ? javaType.getRawClass() : null;
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
			return (isBoolean() || currentToken() == JsonToken.VALUE_NULL) ? currentToken().asString()
					: super.getText();
		}

		@Override
		public @Nullable String getValueAsString() throws IOException {
			return isBoolean() ? currentToken().asString() : super.getValueAsString();
		}

		@Override
		public @Nullable String getValueAsString(@Nullable String absent) throws IOException {
			return isBoolean() ? currentToken().asString() : super.getValueAsString(absent);
		}

		private boolean isBoolean() {
			return currentToken() != null && currentToken().isBoolean();
		}

	}

}
