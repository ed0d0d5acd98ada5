package io.tino.payload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.ser.DefaultSerializerProvider;
import com.fasterxml.jackson.databind.ser.std.NullSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import org.msgpack.jackson.dataformat.MessagePackFactory;

/**
 * Tells of which mappers the values may be written and read without them. What they do
 * for a type shows in the serializers and deserializers that they build; this is about
 * what they do beside these.
 */
final class DirectMappers {

	/** What shows in serializers and deserializers, or is about what is left to them. */
	private static final Set<MapperFeature> FREE = EnumSet.of(MapperFeature.USE_ANNOTATIONS,
			MapperFeature.USE_GETTERS_AS_SETTERS, MapperFeature.PROPAGATE_TRANSIENT_MARKER,
			MapperFeature.AUTO_DETECT_CREATORS, MapperFeature.AUTO_DETECT_FIELDS, MapperFeature.AUTO_DETECT_GETTERS,
			MapperFeature.AUTO_DETECT_IS_GETTERS, MapperFeature.AUTO_DETECT_SETTERS,
			MapperFeature.REQUIRE_SETTERS_FOR_GETTERS, MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS,
			MapperFeature.INFER_PROPERTY_MUTATORS, MapperFeature.INFER_CREATOR_FROM_CONSTRUCTOR_PROPERTIES,
			MapperFeature.DEFAULT_VIEW_INCLUSION, MapperFeature.SORT_PROPERTIES_ALPHABETICALLY,
			MapperFeature.SORT_CREATOR_PROPERTIES_FIRST, MapperFeature.SORT_CREATOR_PROPERTIES_BY_DECLARATION_ORDER,
			MapperFeature.USE_STD_BEAN_NAMING, MapperFeature.ALLOW_EXPLICIT_PROPERTY_RENAMING);

	private static final Set<SerializationFeature> FREE_WRITING = EnumSet.of(SerializationFeature.INDENT_OUTPUT,
			SerializationFeature.FAIL_ON_EMPTY_BEANS, SerializationFeature.WRAP_EXCEPTIONS,
			SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DATES_WITH_ZONE_ID,
			SerializationFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
			SerializationFeature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS, SerializationFeature.WRITE_ENUMS_USING_TO_STRING,
			SerializationFeature.WRITE_ENUMS_USING_INDEX);

	private static final Set<DeserializationFeature> FREE_READING = EnumSet.of(
			DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
			DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS, DeserializationFeature.WRAP_EXCEPTIONS,
			DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY, DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS,
			DeserializationFeature.ACCEPT_FLOAT_AS_INT, DeserializationFeature.READ_ENUMS_USING_TO_STRING,
			DeserializationFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS,
			DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE);

	private DirectMappers() {
	}

	static boolean include(ObjectMapper mapper) {
		ObjectMapper known = PayloadMappers.messagePack();
		return mapper.getClass() == ObjectMapper.class && isPlainFormat(mapper)
				&& isPlain(mapper.getSerializationConfig()) && isPlain(mapper.getDeserializationConfig())
				&& mapper.getSerializerProvider().getClass() == DefaultSerializerProvider.Impl.class
				&& mapper.getSerializerProvider().getDefaultNullValueSerializer() == NullSerializer.instance
				&& mapper.getDeserializationContext().getClass() == DefaultDeserializationContext.Impl.class
				&& sameFeatures(mapper, known);
	}

	private static boolean isPlain(SerializationConfig config) {
		return config.getActiveView() == null && config.getFullRootName() == null;
	}

	private static boolean isPlain(DeserializationConfig config) {
		return config.getActiveView() == null && config.getFullRootName() == null && config.getProblemHandlers() == null
				&& config.getDefaultSetterInfo().equals(JsonSetter.Value.empty()) && readsIntegersAsFloats(config);
	}

	private static boolean readsIntegersAsFloats(DeserializationConfig config) {
		for (Class<?> type : Arrays.asList(double.class, Double.class, float.class, Float.class)) {
			CoercionAction action = config.findCoercionAction(LogicalType.Float, type, CoercionInputShape.Integer);
			if (action != CoercionAction.TryConvert) {
				return false;
			}
		}
		return true;
	}

	private static boolean sameFeatures(ObjectMapper mapper, ObjectMapper known) {
		for (MapperFeature feature : EnumSet.complementOf(EnumSet.copyOf(FREE))) {
			if (mapper.isEnabled(feature) != known.isEnabled(feature)) {
				return false;
			}
		}
		for (SerializationFeature feature : EnumSet.complementOf(EnumSet.copyOf(FREE_WRITING))) {
			if (mapper.isEnabled(feature) != known.isEnabled(feature)) {
				return false;
			}
		}
		for (DeserializationFeature feature : EnumSet.complementOf(EnumSet.copyOf(FREE_READING))) {
			if (mapper.isEnabled(feature) != known.isEnabled(feature)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Tell whether headers are in their shortest form: a packer may be told otherwise.
	 */
	private static boolean isPlainFormat(ObjectMapper mapper) {
		if (mapper.getFactory().getClass() != MessagePackFactory.class
				|| mapper.getFactory().isEnabled(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)) {
			return false;
		}
		String text = "x".repeat(40);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (JsonGenerator generator = mapper.getFactory().createGenerator(bytes)) {
			generator.writeStartObject();
			generator.writeStringField(text, text);
			generator.writeEndObject();
		}
		catch (IOException ex) {
			return false;
		}
		ArrayOutput expected = new ArrayOutput();
		expected.writeMapHeader(1);
		expected.writeString(text);
		expected.writeString(text);
		return Arrays.equals(bytes.toByteArray(), expected.toArray());
	}

}
