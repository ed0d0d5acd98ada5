package io.tino.payload;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes values through a Jackson mapper, which is asked for once there is a
 * type that it has to be asked about, or a value.
 */
final class DeferredJackson {

	private final Supplier<ObjectMapper> mapper;

	private final Predicate<Type> certain;

	private final Deferred<JacksonPayloads> payloads;

	/**
	 * Create an instance.
	 * @param mapper gives the mapper
	 * @param checkEnd whether to make sure that nothing follows a value
	 * @param certain tells of which types the mapper reads and writes values for certain
	 */
	DeferredJackson(Supplier<ObjectMapper> mapper, boolean checkEnd, Predicate<Type> certain) {
		this.mapper = mapper;
		this.certain = certain;
		this.payloads = new Deferred<>(mapper, (made) -> new JacksonPayloads(made, checkEnd));
	}

	/**
	 * Return a reader that takes malformed bytes for mismatched ones, and leaves it to a
	 * scanner to tell one from the other.
	 * @throws UnsupportedPayloadException if values of the type cannot be decoded
	 */
	<T> PayloadReader<T> reader(Type type) {
		if (!this.certain.test(type)) {
			return this.payloads.get().reader(type);
		}
		Deferred<PayloadReader<T>> reader = new Deferred<>(this.mapper, (made) -> this.payloads.get().reader(type));
		return (in) -> reader.get().read(in);
	}

	<T> PayloadWriter<T> writer(Type type) {
		if (!this.certain.test(type)) {
			return this.payloads.get().writer(type);
		}
		Deferred<PayloadWriter<T>> writer = new Deferred<>(this.mapper, (made) -> this.payloads.get().writer(type));
		return (value, out) -> writer.get().write(value, out);
	}

	/**
	 * Tell whether a type says what its values contain, as they do not say themselves.
	 * @return their class, or {@code null} if they say all of it
	 */
	@Nullable Class<?> containerOf(Type type) {
		if (!this.certain.test(type)) {
			return this.payloads.get().containerOf(type);
		}
		if (type instanceof ParameterizedType generic) {
			return (Class<?>) generic.getRawType();
		}
		return (type instanceof Class<?> array && array.isArray()) ? array : null;
	}

	void write(@Nullable Object value, ByteBuf out) {
		this.payloads.get().write(value, out);
	}

}
