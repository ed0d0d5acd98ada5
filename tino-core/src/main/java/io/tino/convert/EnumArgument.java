package io.tino.convert;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.payload.MismatchedPayloadException;

/**
 * The constants of an enum by their names, in any case unless two names differ in nothing
 * else.
 */
final class EnumArgument implements ArgumentConverter<Object> {

	private final Class<?> type;

	private final Map<String, Object> exact = new HashMap<>();

	private final Map<String, @Nullable Object> folded = new HashMap<>();

	EnumArgument(Class<?> type) {
		this.type = type;
		for (Object constant : Objects.requireNonNull(type.getEnumConstants())) {
			String name = ((Enum<?>) constant).name();
			String foldedName = name.toLowerCase(Locale.ROOT);
			this.exact.put(name, constant);
			this.folded.put(foldedName, this.folded.containsKey(foldedName) ? null : constant);
		}
	}

	@Override
	public Object convert(ByteBuf argument) {
		String name = ArgumentConverters.text(argument);
		Object constant = this.exact.get(name);
		if (constant == null) {
			constant = this.folded.get(name.toLowerCase(Locale.ROOT));
		}
		if (constant == null) {
			throw MismatchedPayloadException.of(this.type);
		}
		return constant;
	}

}
