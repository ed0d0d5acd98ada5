package io.tino.payload;

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
		if (!(mapper.getFactory() instanceof MessagePackFactory)) {
			throw new IllegalArgumentException("The mapper must be one of MessagePack, as PayloadMappers.messagePack() "
					+ "makes it, but is one of " + mapper.getFactory().getFormatName());
		}
		return new PayloadCodecs(new MessagePackCodec(mapper, limits),
				new JsonCodec(PayloadMappers.json(mapper, limits)));
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
