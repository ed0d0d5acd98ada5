package io.tino.payload;

import java.lang.reflect.Type;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * JSON text in UTF-8.
 *
 * @since 0.1.0
 */
public final class JsonCodec implements PayloadCodec {

	private final DeferredJackson jackson;

	private final Deferred<JsonScanner> scanner;

	/**
	 * Create a codec.
	 * @param mapper a mapper of JSON, such as {@link PayloadMappers#json}
	 */
	public JsonCodec(ObjectMapper mapper) {
		this(() -> mapper, (type) -> false);
	}

	/**
	 * Create a codec.
	 * @param mapper gives the mapper, once it is needed
	 * @param certain tells of which types the mapper need not be asked before there is a
	 * value
	 */
	JsonCodec(Supplier<ObjectMapper> mapper, Predicate<Type> certain) {
		this.jackson = new DeferredJackson(mapper, true, certain);
		this.scanner = new Deferred<>(mapper, JsonScanner::new);
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
				this.scanner.get().check(in); // nothing is expected of what is malformed
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
