package io.tino.payload;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import org.msgpack.jackson.dataformat.MessagePackFactory;

/**
 * Jackson mappers, configured so that a value is what its type says and nothing is
 * guessed: {@code "12"} is no number, {@code 1.5} is no integer, an absent primitive is
 * an error. Properties that a type does not have are ignored, so that a client may be
 * newer than its server.
 * <p>
 * Dates, times and durations are ISO 8601 text and a {@code UUID} is text. So is a
 * {@code BigDecimal}, and a {@code BigInteger} of more than 64 bits, which MessagePack
 * has no exact type for; both are read from numbers too.
 *
 * @since 0.1.0
 */
public final class PayloadMappers {

	private PayloadMappers() {
	}

	/**
	 * Create a mapper of MessagePack.
	 * @return a mapper that may be configured further before it is used
	 */
	public static ObjectMapper messagePack() {
		// A mapper that reuses its buffers cannot be used from within itself, as by a
		// getter that makes a remote call
		MessagePackFactory factory = new MessagePackFactory().setReuseResourceInGenerator(false)
			.setReuseResourceInParser(false);
		return configure(new ObjectMapper(factory));
	}

	/**
	 * Create a mapper of JSON that treats types as a mapper of MessagePack does, with the
	 * {@linkplain PayloadLimits#DEFAULT default limits}.
	 * @param messagePack the mapper to copy the configuration of
	 * @return a new mapper
	 */
	public static ObjectMapper json(ObjectMapper messagePack) {
		return json(messagePack, PayloadLimits.DEFAULT);
	}

	/**
	 * Create a mapper of JSON that treats types as a mapper of MessagePack does.
	 * @param messagePack the mapper to copy the configuration of
	 * @param limits the limits of a value that is read
	 * @return a new mapper
	 */
	public static ObjectMapper json(ObjectMapper messagePack, PayloadLimits limits) {
		StreamReadConstraints constraints = StreamReadConstraints.builder()
			.maxNestingDepth(limits.maxNestingDepth())
			.build();
		return messagePack.copyWith(JsonFactory.builder().streamReadConstraints(constraints).build());
	}

	private static ObjectMapper configure(ObjectMapper mapper) {
		SimpleModule strict = new SimpleModule("tino-strict")
			.addSerializer(BigInteger.class, new BigIntegerSerializer())
			.setDeserializerModifier(new StrictDeserializers());
		mapper.registerModules(new ParameterNamesModule(), new Jdk8Module(), new JavaTimeModule(), strict);
		mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
				SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
		mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT,
				DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE);
		mapper.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
				DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
		configureCoercions(mapper);
		return mapper;
	}

	@SuppressWarnings("deprecation") // the builder, which has its successor, makes no
										// copies
	private static void configureCoercions(ObjectMapper mapper) {
		mapper.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
		mapper.coercionConfigFor(LogicalType.Textual)
			.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
			.setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
			.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
		mapper.coercionConfigDefaults()
			.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
			.setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail);
		for (Class<?> number : List.of(OptionalInt.class, OptionalLong.class, OptionalDouble.class)) {
			mapper.coercionConfigFor(number).setCoercion(CoercionInputShape.String, CoercionAction.Fail);
		}
		for (Class<?> number : List.of(BigDecimal.class, BigInteger.class)) {
			mapper.coercionConfigFor(number).setCoercion(CoercionInputShape.String, CoercionAction.TryConvert);
		}
		mapper.configOverride(BigDecimal.class).setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING));
	}

	/** Tell whether a serializer is one of those that mappers have from here. */
	static boolean isOwn(JsonSerializer<?> serializer) {
		return serializer.getClass() == BigIntegerSerializer.class;
	}

	private static final class BigIntegerSerializer extends StdSerializer<BigInteger> {

		private static final long serialVersionUID = 1L;

		BigIntegerSerializer() {
			super(BigInteger.class);
		}

		@Override
		public void serialize(BigInteger value, JsonGenerator generator, SerializerProvider provider)
				throws IOException {
			if (MessagePackOutput.isInteger(value)) {
				generator.writeNumber(value);
			}
			else {
				generator.writeString(value.toString());
			}
		}

	}

}
