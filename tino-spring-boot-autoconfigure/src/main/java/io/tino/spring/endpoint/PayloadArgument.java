package io.tino.spring.endpoint;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

import io.tino.command.Call;
import io.tino.command.CommandArgument;
import io.tino.command.CommandException;
import io.tino.payload.MalformedPayloadException;
import io.tino.payload.MismatchedPayloadException;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadFormat;
import io.tino.payload.PayloadReader;

/**
 * A parameter that is an argument of the command, decoded in the format of the call.
 */
final class PayloadArgument implements ArgumentResolver {

	private static final Map<Class<?>, Object> EMPTY = Map.of(Optional.class, Optional.empty(), OptionalInt.class,
			OptionalInt.empty(), OptionalLong.class, OptionalLong.empty(), OptionalDouble.class,
			OptionalDouble.empty());

	private final String name;

	private final int position;

	private final Type type;

	private final boolean optional;

	private final @Nullable Object absent;

	private final Map<PayloadFormat, PayloadReader<?>> readers = new EnumMap<>(PayloadFormat.class);

	/**
	 * Create an instance.
	 * @param name the parameter's name
	 * @param position which argument of the command it is, counted from 0
	 * @param type the parameter's type
	 * @param optional whether it may be a null or left out
	 * @param codecs decode it
	 */
	PayloadArgument(String name, int position, Type type, boolean optional, PayloadCodecs codecs) {
		this.name = name;
		this.position = position;
		this.type = type;
		this.absent = EMPTY.get(ResolvableType.forType(type).toClass());
		this.optional = optional || this.absent != null;
		for (PayloadFormat format : PayloadFormat.values()) {
			this.readers.put(format, codecs.get(format).reader(type));
		}
	}

	boolean isOptional() {
		return this.optional;
	}

	/** Describe the value, of which the format of a call decides how it is encoded. */
	CommandArgument describe(boolean mayBeLeftOut) {
		return new CommandArgument(this.name, ArgumentType.of(this.type), mayBeLeftOut);
	}

	@Override
	public @Nullable Object resolve(Call call) {
		if (this.position >= call.argumentCount()) {
			return this.absent;
		}
		Object value;
		try {
			value = this.readers.get(call.format()).read(call.argument(this.position));
		}
		catch (MalformedPayloadException ex) {
			throw ArgumentErrors.malformed(this.name, ex.getMessage());
		}
		catch (MismatchedPayloadException ex) {
			throw mismatch(ex.path(), String.valueOf(ex.getMessage()), ex.type());
		}
		if (value == null && !this.optional) {
			throw mismatch(List.of(), "none is not an allowed value", "type_error.none.not_allowed");
		}
		return (value != null) ? value : this.absent;
	}

	/**
	 * Say that the argument is not what it must be.
	 * @param path where in the argument
	 * @param why why
	 * @param type why, as a program tells it
	 * @return the error
	 */
	CommandException mismatch(List<Object> path, String why, String type) {
		List<Object> location = new ArrayList<>(List.of(this.name));
		location.addAll(path);
		return ArgumentErrors.mismatch(location, why, type);
	}

}
