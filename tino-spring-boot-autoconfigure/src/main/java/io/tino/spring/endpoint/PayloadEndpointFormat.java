package io.tino.spring.endpoint;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

import io.tino.command.Call.Reply;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadWriter;
import io.tino.payload.UnsupportedPayloadException;

/**
 * Each argument and the result is one encoded value, in the format of the call.
 *
 * @param codecs decode arguments and encode results
 */
record PayloadEndpointFormat(PayloadCodecs codecs) implements EndpointFormat {

	@Override
	public EndpointArgument argument(ArgumentDeclaration declaration) {
		return streamedItems(declaration);
	}

	@Override
	public PayloadArgument streamedItems(ArgumentDeclaration declaration) {
		try {
			return new PayloadArgument(declaration, this.codecs);
		}
		catch (UnsupportedPayloadException ex) {
			throw new InvalidEndpointException(declaration.where(), "cannot be decoded: " + ex.getMessage(),
					"Declare it as a type that Jackson can read, or teach the mapper by a TinoObjectMapperCustomizer "
							+ "bean.",
					ex);
		}
	}

	@Override
	public Answer answer(Type type) {
		ByFormat<PayloadWriter<@Nullable Object>> writers = writers(type);
		return (call, result) -> call.reply(result, writers.get(call.format()));
	}

	@Override
	public Items items(Type type) {
		ByFormat<PayloadWriter<@Nullable Object>> writers = writers(type);
		return (call, item) -> Reply.payload(item, writers.get(call.format()));
	}

	private ByFormat<PayloadWriter<@Nullable Object>> writers(Type type) {
		return ByFormat.of((format) -> this.codecs.get(format).writer(type));
	}

}
