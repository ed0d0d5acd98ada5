package io.tino.convert;

import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import org.jspecify.annotations.Nullable;

import io.tino.command.Call;
import io.tino.payload.PayloadLimits;
import io.tino.payload.UnsupportedPayloadException;
import io.tino.resp.RespWriter;

/**
 * Makes converters of results to replies in the types of RESP, by a Jackson mapper: what
 * is an object of JSON is a map, what is a string is a bulk string, and so on. What RESP
 * has types for of its own is written as that: bytes, big numbers, and sets. A method
 * that returns nothing answers {@code OK}.
 *
 * @since 0.1.0
 */
public final class ResultConverters {

	private final Supplier<ObjectMapper> payloadMapper;

	/** A copy of that, made when a result needs one. Twice at worst. */
	private volatile @Nullable ObjectMapper mapper;

	private final int maxNestingDepth;

	/**
	 * Create an instance.
	 * @param mapper the mapper whose configuration to use; it is copied
	 * @param limits the limits of results
	 */
	public ResultConverters(ObjectMapper mapper, PayloadLimits limits) {
		this(() -> mapper, limits);
	}

	/**
	 * Create an instance.
	 * @param mapper gives the mapper whose configuration to use, once there is a type to
	 * find a converter for; it is copied
	 * @param limits the limits of results
	 */
	public ResultConverters(Supplier<ObjectMapper> mapper, PayloadLimits limits) {
		this.payloadMapper = mapper;
		this.maxNestingDepth = limits.maxNestingDepth();
	}

	/**
	 * Return a converter of results of a type.
	 * @param type the type that results are declared as, with its generics
	 * @return the converter
	 */
	public ResultConverter converter(Type type) {
		if (type == void.class || type == Void.class) {
			return (result) -> RespWriter::ok;
		}
		ObjectMapper mapper = mapper();
		JavaType javaType = mapper.constructType(type);
		boolean typed = javaType.isContainerType() || javaType.isReferenceType();
		// A value says itself what it is, but for what it contains
		ObjectWriter writer = typed ? mapper.writerFor(javaType) : mapper.writer();
		return (result) -> reply(result, writer);
	}

	private ObjectMapper mapper() {
		ObjectMapper known = this.mapper;
		if (known == null) {
			known = this.payloadMapper.get().copyWith(new JsonFactory()).registerModule(new RespTypes());
			this.mapper = known;
		}
		return known;
	}

	private Call.Reply reply(@Nullable Object result, ObjectWriter writer) {
		return (out) -> {
			if (result == null) {
				out.nullValue();
			}
			else if (result instanceof String text) {
				out.bulk(text);
			}
			else if (result instanceof byte[] bytes) {
				out.bulk(bytes);
			}
			else if (result instanceof Integer || result instanceof Long) {
				out.number(((Number) result).longValue());
			}
			else {
				write(result, writer, out);
			}
		};
	}

	private void write(Object result, ObjectWriter writer, RespWriter out) {
		try {
			writer.writeValue(new RespGenerator(out, mapper(), this.maxNestingDepth), result);
		}
		catch (IOException | RuntimeException ex) {
			throw new UnsupportedPayloadException(
					"Value of " + result.getClass().getName() + " cannot be written as RESP", ex);
		}
	}

	/**
	 * Types that payloads lack, or write as others.
	 */
	private static final class RespTypes extends SimpleModule {

		private static final long serialVersionUID = 1L;

		RespTypes() {
			super("tino-resp");
			addSerializer(BigInteger.class, new BigIntegerSerializer());
			addSerializer(ByteBuffer.class, new ByteBufferSerializer());
		}

	}

	private static final class BigIntegerSerializer extends StdSerializer<BigInteger> {

		private static final long serialVersionUID = 1L;

		BigIntegerSerializer() {
			super(BigInteger.class);
		}

		@Override
		public void serialize(BigInteger value, JsonGenerator generator, SerializerProvider provider)
				throws IOException {
			generator.writeNumber(value);
		}

	}

	/** Jackson's own writes the array behind a buffer from another place. */
	private static final class ByteBufferSerializer extends StdSerializer<ByteBuffer> {

		private static final long serialVersionUID = 1L;

		ByteBufferSerializer() {
			super(ByteBuffer.class);
		}

		@Override
		public void serialize(ByteBuffer value, JsonGenerator generator, SerializerProvider provider)
				throws IOException {
			byte[] bytes = new byte[value.remaining()];
			value.duplicate().get(bytes);
			generator.writeBinary(bytes);
		}

	}

}
