package io.tino.payload;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.type.ArrayType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.jspecify.annotations.Nullable;
import org.msgpack.jackson.dataformat.MessagePackFactory;

/**
 * Makes Jackson's own deserializers read what their types are written as, and nothing
 * else. Those of other origin are left as they are.
 */
final class StrictDeserializers extends BeanDeserializerModifier {

	private static final long serialVersionUID = 1L;

	private static final String TIME = JavaTimeModule.class.getPackageName() + ".deser";

	@Override
	public JsonDeserializer<?> modifyDeserializer(DeserializationConfig config, BeanDescription bean,
			JsonDeserializer<?> deserializer) {
		Class<?> type = bean.getBeanClass();
		if (isOfJackson(deserializer) && (type == BigInteger.class || type == BigDecimal.class)) {
			return new Numeric(deserializer);
		}
		return isText(deserializer) ? new Text(deserializer) : deserializer;
	}

	private static boolean isText(JsonDeserializer<?> deserializer) {
		return isOfTime(deserializer) || (isOfJackson(deserializer)
				&& (deserializer instanceof FromStringDeserializer || deserializer instanceof StringDeserializer));
	}

	private static boolean isOfJackson(JsonDeserializer<?> deserializer) {
		return deserializer.getClass().getName().startsWith(StringDeserializer.class.getPackageName());
	}

	/**
	 * Find what reads the same as a deserializer, as long as that is one of those here.
	 * @param deserializer the deserializer
	 * @param mapper the mapper that has built it
	 * @return the reader, or {@code null} if it is another one
	 */
	static @Nullable ValueReader reader(JsonDeserializer<?> deserializer, ObjectMapper mapper) {
		if (!(deserializer instanceof Strict strict)) {
			return null;
		}
		if (strict instanceof Binary) {
			return ScalarReaders.BINARY;
		}
		return isString(strict) ? ScalarReaders.STRING : new JacksonScalarReader(strict, mapper);
	}

	/** Tell whether a deserializer is the one here that reads strings as they are. */
	static boolean isString(@Nullable JsonDeserializer<?> deserializer) {
		return deserializer instanceof Text text && text.getDelegatee().getClass() == StringDeserializer.class;
	}

	private static boolean isOfTime(Object deserializer) {
		return deserializer.getClass().getName().startsWith(TIME);
	}

	@Override
	public JsonDeserializer<?> modifyArrayDeserializer(DeserializationConfig config, ArrayType type,
			BeanDescription bean, JsonDeserializer<?> deserializer) {
		return (type.hasRawClass(byte[].class) && isOfJackson(deserializer)) ? new Binary(deserializer) : deserializer;
	}

	@Override
	public KeyDeserializer modifyKeyDeserializer(DeserializationConfig config, JavaType type,
			KeyDeserializer deserializer) {
		return isOfTime(deserializer) ? new TimeKey(deserializer, type.getRawClass()) : deserializer;
	}

	/**
	 * Leaves to another deserializer what it may read, unless that makes a null of it.
	 */
	private abstract static class Strict extends DelegatingDeserializer {

		private static final long serialVersionUID = 1L;

		Strict(JsonDeserializer<?> deserializer) {
			super(deserializer);
		}

		abstract boolean mayRead(JsonParser parser) throws IOException;

		@Override
		public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
			Object value = mayRead(parser) ? this._delegatee.deserialize(parser, context) : null;
			return (value != null) ? value : context.handleUnexpectedToken(handledType(), parser);
		}

	}

	/**
	 * Reads a string. A format that is said to be another one is read as said.
	 */
	private static final class Text extends Strict {

		private static final long serialVersionUID = 1L;

		Text(JsonDeserializer<?> deserializer) {
			super(deserializer);
		}

		@Override
		protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> deserializer) {
			return new Text(deserializer);
		}

		@Override
		public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property)
				throws JsonMappingException {
			JsonDeserializer<?> contextual = super.createContextual(context, property);
			JsonFormat.Value format = (property != null)
					? property.findPropertyFormat(context.getConfig(), handledType())
					: context.getDefaultPropertyFormat(handledType());
			JsonFormat.Shape shape = format.getShape();
			boolean text = !shape.isNumeric() && !shape.isStructured();
			return text ? contextual : contextual.getDelegatee();
		}

		@Override
		boolean mayRead(JsonParser parser) throws IOException {
			boolean base64 = handledType() == UUID.class && parser.getValueAsString("").length() != 36;
			return parser.hasToken(JsonToken.VALUE_STRING) && !base64;
		}

	}

	/**
	 * Reads a number or a string.
	 */
	private static final class Numeric extends Strict {

		private static final long serialVersionUID = 1L;

		Numeric(JsonDeserializer<?> deserializer) {
			super(deserializer);
		}

		@Override
		protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> deserializer) {
			return new Numeric(deserializer);
		}

		@Override
		boolean mayRead(JsonParser parser) {
			return parser.currentToken().isNumeric() || parser.hasToken(JsonToken.VALUE_STRING);
		}

	}

	/**
	 * Reads a bin of MessagePack, or Base64 in a string where there is none.
	 */
	private static final class Binary extends Strict {

		private static final long serialVersionUID = 1L;

		Binary(JsonDeserializer<?> deserializer) {
			super(deserializer);
		}

		@Override
		protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> deserializer) {
			return new Binary(deserializer);
		}

		@Override
		boolean mayRead(JsonParser parser) throws IOException {
			if (parser.hasToken(JsonToken.VALUE_STRING)) {
				parser.getText(); // Base64 is read past characters that no string has
				return parser.getCodec() == null || !(parser.getCodec().getFactory() instanceof MessagePackFactory);
			}
			return parser.hasToken(JsonToken.VALUE_EMBEDDED_OBJECT) && parser.getEmbeddedObject() instanceof byte[];
		}

	}

	/**
	 * Reads a date or a time that is the key of a map, unless it is empty.
	 */
	private static final class TimeKey extends KeyDeserializer {

		private final KeyDeserializer deserializer;

		private final Class<?> type;

		TimeKey(KeyDeserializer deserializer, Class<?> type) {
			this.deserializer = deserializer;
			this.type = type;
		}

		@Override
		public Object deserializeKey(String key, DeserializationContext context) throws IOException {
			Object value = this.deserializer.deserializeKey(key, context);
			return (value != null) ? value : context.handleWeirdKey(this.type, key, "no value");
		}

	}

}
