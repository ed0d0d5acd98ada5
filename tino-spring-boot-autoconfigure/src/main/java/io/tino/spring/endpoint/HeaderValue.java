package io.tino.spring.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import io.tino.command.Call;
import io.tino.command.CommandException;
import io.tino.payload.MismatchedPayloadException;

/**
 * A {@link TinoHeader} parameter.
 *
 * @param name the name of the header, in lower case
 * @param type what its text is converted to
 * @param required whether the method does not do without
 * @param absent the value of the parameter if there is no such header
 */
record HeaderValue(String name, PlainType type, boolean required, @Nullable Object absent) implements SentValue {

	@Override
	public @Nullable Object resolve(Call call) {
		String text = call.context().headers().get(this.name);
		if (text == null) {
			if (this.required) {
				throw mismatch(List.of(), "field required", "value_error.missing");
			}
			return this.absent;
		}
		try {
			return this.type.converter().convert(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (MismatchedPayloadException ex) {
			throw mismatch(List.of(), String.valueOf(ex.getMessage()), ex.type());
		}
	}

	@Override
	public CommandException mismatch(List<Object> path, String why, String type) {
		return ArgumentErrors.header(this.name, why, type);
	}

}
