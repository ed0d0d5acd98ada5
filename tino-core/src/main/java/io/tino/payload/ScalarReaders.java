package io.tino.payload;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What reads the scalars that MessagePack has a type for, by the deserializers of Jackson
 * that read the same.
 */
final class ScalarReaders {

	static final ValueReader STRING = (in, depth) -> in.readNil() ? null : in.readString();

	static final ValueReader BINARY = (in, depth) -> in.readNil() ? null : in.readBinary();

	static final ValueReader INTEGER = (in, depth) -> in.readNil() ? null
			: (Object) (int) in.readInteger(Integer.MIN_VALUE, Integer.MAX_VALUE);

	static final ValueReader LONG = (in, depth) -> in.readNil() ? null : (Object) in.readLong();

	static final ValueReader SHORT = (in, depth) -> in.readNil() ? null
			: (Object) (short) in.readInteger(Short.MIN_VALUE, Short.MAX_VALUE);

	static final ValueReader BOOLEAN = (in, depth) -> in.readNil() ? null : (Object) in.readBoolean();

	static final ValueReader DOUBLE = (in, depth) -> in.readNil() ? null : (Object) in.readDouble();

	static final ValueReader FLOAT = (in, depth) -> in.readNil() ? null : (Object) in.readFloat();

	private static final Map<Class<?>, ValueReader> READERS = Map.of(StringDeserializer.class, STRING,
			NumberDeserializers.IntegerDeserializer.class, INTEGER, NumberDeserializers.LongDeserializer.class, LONG,
			NumberDeserializers.ShortDeserializer.class, SHORT, NumberDeserializers.BooleanDeserializer.class, BOOLEAN,
			NumberDeserializers.DoubleDeserializer.class, DOUBLE, NumberDeserializers.FloatDeserializer.class, FLOAT);

	private ScalarReaders() {
	}

	static @Nullable ValueReader find(JsonDeserializer<?> deserializer) {
		return READERS.get(deserializer.getClass());
	}

}
