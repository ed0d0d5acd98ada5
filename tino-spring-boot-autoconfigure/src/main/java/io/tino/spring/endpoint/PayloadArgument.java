package io.tino.spring.endpoint;

import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.command.Call;
import io.tino.command.CommandArgument;
import io.tino.payload.MalformedPayloadException;
import io.tino.payload.MismatchedPayloadException;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadFormat;
import io.tino.payload.PayloadReader;

/**
 * One encoded value, decoded in the format of the call.
 */
final class PayloadArgument extends EndpointArgument {

	private final ArgumentDeclaration declaration;

	private final @Nullable Object absent;

	private final int position;

	private final ByFormat<PayloadReader<?>> readers;

	/**
	 * Create an instance.
	 * @param declaration the parameter
	 * @param codecs decode it
	 */
	PayloadArgument(ArgumentDeclaration declaration, PayloadCodecs codecs) {
		super(declaration.name(), declaration.isOptional());
		this.declaration = declaration;
		this.absent = declaration.absent();
		this.position = declaration.position();
		this.readers = ByFormat.of((format) -> codecs.get(format).reader(declaration.type()));
	}

	/** Describe the value, of which the format of a call decides how it is encoded. */
	@Override
	CommandArgument describe(boolean mayBeLeftOut) {
		return new CommandArgument(name(), ArgumentType.of(this.declaration.type()), mayBeLeftOut);
	}

	@Override
	public @Nullable Object resolve(Call call) {
		if (this.position >= call.argumentCount()) {
			return this.absent;
		}
		return decode(call.format(), call.argument(this.position));
	}

	/** Decode one value. */
	@Nullable Object decode(PayloadFormat format, ByteBuf bytes) {
		Object value;
		try {
			value = this.readers.get(format).read(bytes);
		}
		catch (MalformedPayloadException ex) {
			throw ArgumentErrors.malformed(name(), ex.getMessage());
		}
		catch (MismatchedPayloadException ex) {
			throw mismatch(ex.path(), String.valueOf(ex.getMessage()), ex.type());
		}
		if (value == null && !isOptional()) {
			throw mismatch(List.of(), "none is not an allowed value", "type_error.none.not_allowed");
		}
		return (value != null) ? value : this.absent;
	}

}
