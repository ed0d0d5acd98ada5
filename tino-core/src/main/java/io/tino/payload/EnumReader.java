package io.tino.payload;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

import io.tino.payload.MessagePackInput.Unreadable;

/**
 * Reads constants of an enum by the names that Jackson knew each of them by. Other names
 * are left to Jackson.
 *
 * @param constants the constants by name
 */
record EnumReader(Map<String, Object> constants) implements ValueReader {

	static EnumReader of(JsonDeserializer<?> deserializer, ObjectMapper mapper) {
		Map<String, Object> constants = new HashMap<>();
		for (Object constant : deserializer.handledType().getEnumConstants()) {
			Enum<?> each = (Enum<?>) constant;
			for (String name : List.of(each.name(), each.toString())) {
				try {
					constants.put(name,
							new JacksonScalarReader(deserializer, mapper).read(new ScalarParser(name, mapper)));
				}
				catch (Throwable ex) {
					// It has another name
				}
			}
		}
		return new EnumReader(constants);
	}

	@Override
	public @Nullable Object read(ArrayInput in, int depth) {
		if (in.readNil()) {
			return null;
		}
		Object constant = this.constants.get(in.readString());
		if (constant == null) {
			throw Unreadable.INSTANCE;
		}
		return constant;
	}

}
