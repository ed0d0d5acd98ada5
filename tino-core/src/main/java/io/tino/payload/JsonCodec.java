package io.tino.payload;

import java.lang.reflect.Type;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * JSON text in UTF-8.
 *
 * @since 0.1.0
 */
public final class JsonCodec implements PayloadCodec {

	private final JacksonPayloads jackson;

	private final JsonScanner scanner;

	/**
	 * Create a codec.
	 * @param mapper a mapper of JSON, such as {@link PayloadMappers#json}
	 */
	public JsonCodec(ObjectMapper mapper) {
		this.jackson = new JacksonPayloads(mapper, true);
		this.scanner = new JsonScanner(mapper);
	}

	@Override
	public PayloadFormat format() {
		return PayloadFormat.JSON;
	}

	@Override
	public <T> PayloadReader<T> reader(Type type) {
		PayloadReader<T> reader = this.jackson.reader(type);
		return (in) -> {
			JsonScanner.checkEncoding(in);
			try {
				return reader.read(in);
			}
			catch (MismatchedPayloadException ex) {
				this.scanner.check(in); // nothing is expected of what is malformed
				throw ex;
			}
		};
	}

	@Override
	public <T> PayloadWriter<T> writer(Type type) {
		return this.jackson.writer(type);
	}

	@Override
	public void write(@Nullable Object value, ByteBuf out) {
		this.jackson.write(value, out);
	}

}
