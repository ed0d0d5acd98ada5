package io.tino.payload;

import java.util.function.Supplier;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.msgpack.jackson.dataformat.MessagePackFactory;

/**
 * One codec for each {@link PayloadFormat}. Thread-safe.
 *
 * @param messagePack the codec of MessagePack
 * @param json the codec of JSON
 * @since 0.1.0
 */
public record PayloadCodecs(PayloadCodec messagePack, PayloadCodec json) {

	/**
	 * Create the codecs of this package from one mapper, with the
	 * {@linkplain PayloadLimits#DEFAULT default limits}.
	 * @param mapper a mapper of MessagePack, such as
	 * {@link PayloadMappers#messagePack()}; that of JSON is made after it
	 * @return the codecs
	 * @throws IllegalArgumentException if the mapper is one of another format
	 */
	public static PayloadCodecs of(ObjectMapper mapper) {
		return of(mapper, PayloadLimits.DEFAULT);
	}

	/**
	 * Create the codecs of this package from one mapper.
	 * @param mapper a mapper of MessagePack, such as
	 * {@link PayloadMappers#messagePack()}; that of JSON is made after it
	 * @param limits the limits of values that are read
	 * @return the codecs
	 * @throws IllegalArgumentException if the mapper is one of another format
	 */
	public static PayloadCodecs of(ObjectMapper mapper, PayloadLimits limits) {
		requireMessagePack(mapper);
		return new PayloadCodecs(new MessagePackCodec(mapper, limits),
				new JsonCodec(PayloadMappers.json(mapper, limits)));
	}

	/**
	 * Create the codecs of this package from a mapper that is made once it is needed: for
	 * the first value that they do not read and write themselves, or when a reader or a
	 * writer is asked for of a type that it is not certain of that values can be read and
	 * written. It is of scalars, of records without annotations of Jackson, and of enums,
	 * arrays, lists, sets, maps and optional values of those.
	 * @param mapper gives a mapper of MessagePack that treats types as
	 * {@link PayloadMappers#messagePack()} does, always the same
	 * @param limits the limits of values that are read
	 * @return the codecs
	 */
	public static PayloadCodecs deferred(Supplier<ObjectMapper> mapper, PayloadLimits limits) {
		Deferred<ObjectMapper> messagePack = new Deferred<>(mapper, PayloadCodecs::requireMessagePack);
		Deferred<ObjectMapper> json = new Deferred<>(messagePack::get, (made) -> PayloadMappers.json(made, limits));
		return new PayloadCodecs(new MessagePackCodec(messagePack::get, limits, CertainTypes::include),
				new JsonCodec(json::get, CertainTypes::include));
	}

	private static ObjectMapper requireMessagePack(ObjectMapper mapper) {
		if (!(mapper.getFactory() instanceof MessagePackFactory)) {
			throw new IllegalArgumentException("The mapper must be one of MessagePack, as PayloadMappers.messagePack() "
					+ "makes it, but is one of " + mapper.getFactory().getFormatName());
		}
		return mapper;
	}

	/**
	 * Return the codec of a format.
	 * @param format the format
	 * @return its codec
	 */
	public PayloadCodec get(PayloadFormat format) {
		return switch (format) {
			case MSGPACK -> this.messagePack;
			case JSON -> this.json;
		};
	}

}
