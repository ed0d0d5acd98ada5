package io.tino.spring.endpoint;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.tino.command.Call;
import io.tino.command.CommandException;
import io.tino.command.ErrorCode;
import io.tino.command.JsonText;
import io.tino.payload.MalformedPayloadException;
import io.tino.payload.MismatchedPayloadException;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadFormat;
import io.tino.payload.PayloadReader;

/**
 * A parameter that is an argument of the command, decoded in the format of the call.
 */
final class PayloadArgument implements ArgumentResolver {

	private static final String COMMAND = "command";

	private final String name;

	private final int position;

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
		this.optional = optional;
		this.absent = type.getTypeName().startsWith(Optional.class.getName()) ? Optional.empty() : null;
		for (PayloadFormat format : PayloadFormat.values()) {
			this.readers.put(format, codecs.get(format).reader(type));
		}
	}

	String name() {
		return this.name;
	}

	boolean isOptional() {
		return this.optional;
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
			throw new CommandException(ErrorCode.INVALID_MSGPACK,
					location(List.of()) + " " + JsonText.quote(ex.getMessage()));
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
		return new CommandException(ErrorCode.VALIDATION_ERROR,
				location(path) + " " + JsonText.quote(why) + " " + JsonText.quote(type));
	}

	private String location(List<Object> path) {
		List<Object> location = new ArrayList<>();
		location.add(COMMAND);
		location.add(this.name);
		location.addAll(path);
		return JsonText.array(location);
	}

}
