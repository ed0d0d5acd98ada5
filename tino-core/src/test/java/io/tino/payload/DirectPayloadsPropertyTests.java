package io.tino.payload;

import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.netty.buffer.ByteBufUtil;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is written and read without Jackson is the same as with it: bytes, objects and
 * errors.
 */
class DirectPayloadsPropertyTests {

	private static final Map<String, PayloadComparison> COMPARISONS = comparisons();

	private static Map<String, PayloadComparison> comparisons() {
		Map<String, PayloadComparison> comparisons = new LinkedHashMap<>();
		add(comparisons, "default", mapper());
		add(comparisons, "strict", mapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));
		add(comparisons, "lenient", mapper().enable(DeserializationFeature.ACCEPT_FLOAT_AS_INT,
				DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY));
		add(comparisons, "naming", mapper().setPropertyNamingStrategy(PropertyNamingStrategies.UPPER_SNAKE_CASE));
		add(comparisons, "non-null", mapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL));
		add(comparisons, "fields", mapper().setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY));
		add(comparisons, "strings",
				mapper().registerModule(
						new SimpleModule("strings").addSerializer(Integer.class, ToStringSerializer.instance)
							.addDeserializer(String.class, new BoundTypes.Lower())));
		add(comparisons, "enums", mapper().enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
			.enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING));
		add(comparisons, "mixin", mapper().addMixIn(BoundTypes.Model.class, Mixin.class));
		add(comparisons, "sorted", mapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS));
		add(comparisons, "static", features(MapperFeature.USE_STATIC_TYPING));
		add(comparisons, "insensitive", features(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES));
		return comparisons;
	}

	private static void add(Map<String, PayloadComparison> comparisons, String name, ObjectMapper mapper) {
		comparisons.put(name, new PayloadComparison(mapper));
	}

	private static ObjectMapper mapper() {
		return PayloadMappers.messagePack();
	}

	@SuppressWarnings("deprecation")
	private static ObjectMapper features(MapperFeature feature) {
		return mapper().enable(feature);
	}

	abstract static class Mixin {

		@JsonProperty("mixed")
		abstract int a();

	}

	@Property(tries = 4_000)
	void bytesAreTheSame(@ForAll("mappers") String name, @ForAll long seed) {
		PayloadComparison comparison = COMPARISONS.get(name);
		Random random = new Random(seed);
		Type type = PayloadComparison.TYPES.get(random.nextInt(PayloadComparison.TYPES.size()));
		Object value = value(type, random);
		if (!(value instanceof List) && !(value instanceof Map)) { // of which each
																	// element is a value
			assertThat(comparison.written(value, true)).as("%s of %s", name, type)
				.isEqualTo(comparison.written(value, false));
		}
		assertThat(comparison.written(value, type, true)).as("%s of %s", name, type)
			.isEqualTo(comparison.written(value, type, false));
	}

	@Property(tries = 8_000)
	void objectsAndErrorsAreTheSame(@ForAll("mappers") String name, @ForAll long seed) {
		PayloadComparison comparison = COMPARISONS.get(name);
		Random random = new Random(seed);
		Type type = PayloadComparison.TYPES.get(random.nextInt(PayloadComparison.TYPES.size()));
		byte[] bytes = comparison.bytes(value(type, random));
		if (bytes == null) {
			return;
		}
		assertThat(comparison.read(bytes, type, true)).as("%s of %s", name, type)
			.isEqualTo(comparison.read(bytes, type, false));
		byte[] mangled = new MangledMessagePack(random).of(bytes);
		assertThat(comparison.read(mangled, type, true)).as("%s of %s in %s", name, type, ByteBufUtil.hexDump(mangled))
			.isEqualTo(comparison.read(mangled, type, false));
	}

	private static @Nullable Object value(Type type, Random random) {
		JavaType javaType = mapper().constructType(type);
		return new BoundValues(random).of(javaType, 2 + random.nextInt(3));
	}

	@Provide
	Arbitrary<String> mappers() {
		return Arbitraries.frequencyOf(Tuple.of(12, Arbitraries.just("default")),
				Tuple.of(12, Arbitraries.of(COMPARISONS.keySet())));
	}

}
