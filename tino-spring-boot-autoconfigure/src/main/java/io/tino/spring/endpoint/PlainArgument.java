package io.tino.spring.endpoint;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.tino.command.Call;
import io.tino.command.CommandArgument;
import io.tino.payload.MismatchedPayloadException;

/**
 * One argument in plain text or bytes.
 */
final class PlainArgument extends EndpointArgument {

	private final int position;

	private final @Nullable Object absent;

	private final PlainType type;

	PlainArgument(ArgumentDeclaration declaration, PlainType type) {
		super(declaration.name(), declaration.isOptional());
		this.position = declaration.position();
		this.absent = declaration.absent();
		this.type = type;
	}

	@Override
	CommandArgument describe(boolean mayBeLeftOut) {
		CommandArgument argument = this.type.describe(name());
		return mayBeLeftOut ? argument.asOptional() : argument;
	}

	@Override
	public @Nullable Object resolve(Call call) {
		if (this.position >= call.argumentCount()) {
			return this.absent;
		}
		try {
			return this.type.converter().convert(call.argument(this.position));
		}
		catch (MismatchedPayloadException ex) {
			throw mismatch(List.of(), String.valueOf(ex.getMessage()), ex.type());
		}
	}

}
