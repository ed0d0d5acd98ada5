package io.tino.payload;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import org.jspecify.annotations.Nullable;

import io.tino.payload.MessagePackInput.Unreadable;

/**
 * Lets a deserializer of Jackson's own read scalars that MessagePack has no type for,
 * such as dates, from strings and integers.
 *
 * @param deserializer the deserializer
 * @param mapper the mapper that has built it
 */
record JacksonScalarReader(JsonDeserializer<?> deserializer, ObjectMapper mapper) implements ValueReader {

	@Override
	public @Nullable Object read(ArrayInput in, int depth) throws Throwable {
		if (in.readNil()) {
			return null;
		}
		if (in.isString()) {
			return read(new ScalarParser(in.readString(), this.mapper));
		}
		return read(new ScalarParser(in.readLong(), this.mapper));
	}

	Object read(ScalarParser parser) throws Throwable {
		DefaultDeserializationContext blueprint = (DefaultDeserializationContext) this.mapper
			.getDeserializationContext();
		DeserializationContext context = blueprint.createInstance(this.mapper.getDeserializationConfig(), parser,
				this.mapper.getInjectableValues());
		Object value = this.deserializer.deserialize(parser, context);
		if (value == null) {
			throw Unreadable.INSTANCE;
		}
		return value;
	}

}
