package io.tino.payload;

import java.io.IOException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ser.std.EnumSerializer;

/**
 * Writes the constants of an enum, as Jackson wrote each of them once.
 *
 * @param constants the bytes of each
 */
record EnumWriter(byte[][] constants) implements ValueWriter {

	static EnumWriter of(EnumSerializer serializer, ObjectMapper mapper) throws IOException {
		Enum<?>[] values = serializer.getEnumValues().getEnumClass().getEnumConstants();
		byte[][] constants = new byte[values.length][];
		for (Enum<?> value : values) {
			ArrayOutput out = new ArrayOutput();
			serializer.serialize(value, new ScalarGenerator(out, mapper), mapper.getSerializerProviderInstance());
			constants[value.ordinal()] = out.toArray();
		}
		return new EnumWriter(constants);
	}

	@Override
	public void write(Object value, ArrayOutput out, int depth) {
		out.writeRaw(this.constants[((Enum<?>) value).ordinal()]);
	}

}
