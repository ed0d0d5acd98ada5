package io.tino.payload;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ser.std.BooleanSerializer;
import com.fasterxml.jackson.databind.ser.std.ByteArraySerializer;
import com.fasterxml.jackson.databind.ser.std.NumberSerializers;
import com.fasterxml.jackson.databind.ser.std.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * What writes the scalars that MessagePack has a type for, by the serializers of Jackson
 * that write the same.
 */
final class ScalarWriters {

	static final ValueWriter STRING = (value, out, depth) -> out.writeString((String) value);

	static final ValueWriter INTEGER = (value, out, depth) -> out.writeLong(((Number) value).longValue());

	static final ValueWriter BOOLEAN = (value, out, depth) -> out.writeBoolean((Boolean) value);

	static final ValueWriter DOUBLE = (value, out, depth) -> out.writeDouble((Double) value);

	private static final ValueWriter FLOAT = (value, out, depth) -> out.writeFloat((Float) value);

	private static final ValueWriter BINARY = (value, out, depth) -> out.writeBinary((byte[]) value);

	private static final Map<Class<?>, ValueWriter> WRITERS = Map.of(StringSerializer.class, STRING,
			NumberSerializers.IntegerSerializer.class, INTEGER, NumberSerializers.IntLikeSerializer.class, INTEGER,
			NumberSerializers.ShortSerializer.class, INTEGER, NumberSerializers.LongSerializer.class, INTEGER,
			NumberSerializers.DoubleSerializer.class, DOUBLE, NumberSerializers.FloatSerializer.class, FLOAT,
			BooleanSerializer.class, BOOLEAN, ByteArraySerializer.class, BINARY);

	private ScalarWriters() {
	}

	static @Nullable ValueWriter find(JsonSerializer<?> serializer) {
		return WRITERS.get(serializer.getClass());
	}

}
