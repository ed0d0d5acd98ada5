package io.tino.payload;

import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializerBase;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.jspecify.annotations.Nullable;

/**
 * Lets a serializer of Jackson's own write scalars that MessagePack has no type for, such
 * as dates.
 *
 * @param serializer the serializer
 * @param mapper the mapper that has built it
 */
record JacksonScalarWriter(JsonSerializer<Object> serializer, ObjectMapper mapper) implements ValueWriter {

	private static final String JACKSON = StdScalarSerializer.class.getPackageName();

	private static final String TIME = JavaTimeModule.class.getPackageName() + ".ser";

	@SuppressWarnings("unchecked")
	static @Nullable ValueWriter find(JsonSerializer<?> serializer, ObjectMapper mapper) {
		String origin = serializer.getClass().getPackageName();
		boolean scalar = serializer instanceof StdScalarSerializer || serializer instanceof ToStringSerializerBase;
		boolean known = (scalar && origin.equals(JACKSON)) || origin.equals(TIME) || PayloadMappers.isOwn(serializer);
		return known ? new JacksonScalarWriter((JsonSerializer<Object>) serializer, mapper) : null;
	}

	@Override
	public void write(Object value, ArrayOutput out, int depth) throws Throwable {
		SerializerProvider provider = this.mapper.getSerializerProviderInstance();
		this.serializer.serialize(value, new ScalarGenerator(out, this.mapper), provider);
	}

}
