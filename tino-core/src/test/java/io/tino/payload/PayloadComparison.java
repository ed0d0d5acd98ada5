package io.tino.payload;

import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * What a codec makes of values, in words, and what Jackson alone does.
 */
final class PayloadComparison {

	static final List<Type> TYPES = Stream.concat(Stream.concat(BoundTypes.COMPILED.stream(), BoundTypes.LEFT.stream()),
			Stream.of(new TypeReference<List<BoundTypes.Model>>() {
			}.getType(), new TypeReference<Map<String, BoundTypes.Bean>>() {
			}.getType(), new TypeReference<Optional<BoundTypes.Texts>>() {
			}.getType(), new TypeReference<List<BoundTypes.Shape>>() {
			}.getType(), BoundTypes.Numbers[].class))
		.toList();

	private final MessagePackCodec codec;

	private final JacksonPayloads jackson;

	private final Map<Type, PayloadReader<?>> direct = new LinkedHashMap<>();

	private final Map<Type, PayloadReader<?>> general = new LinkedHashMap<>();

	PayloadComparison(ObjectMapper mapper) {
		this.codec = new MessagePackCodec(mapper);
		this.jackson = new JacksonPayloads(mapper, false);
		for (Type type : TYPES) {
			this.direct.put(type, this.codec.reader(type));
			this.general.put(type, this.jackson.reader(type));
		}
	}

	String read(byte[] bytes, Type type, boolean direct) {
		ByteBuf in = direct ? Unpooled.directBuffer().writeBytes(bytes) : Unpooled.wrappedBuffer(bytes);
		try {
			if (direct) {
				return ValueText.of(this.direct.get(type).read(in));
			}
			MessagePackScanner.check(in, PayloadLimits.DEFAULT.maxNestingDepth());
			return ValueText.of(this.general.get(type).read(in));
		}
		catch (MismatchedPayloadException ex) {
			return ex + " " + ex.path() + " " + ex.type();
		}
		catch (PayloadException ex) {
			return ex + " " + ex.getCause();
		}
		finally {
			in.release();
		}
	}

	/** Return what Jackson writes, if it can. */
	byte @Nullable [] bytes(@Nullable Object value) {
		ByteBuf out = Unpooled.buffer();
		try {
			this.jackson.write(value, out);
			return ByteBufUtil.getBytes(out);
		}
		catch (PayloadException ex) {
			return null;
		}
	}

	String written(@Nullable Object value, boolean direct) {
		return written(direct ? this.codec::write : this.jackson::write, value);
	}

	String written(@Nullable Object value, Type type, boolean direct) {
		PayloadWriter<Object> writer = direct ? this.codec.writer(type) : this.jackson.writer(type);
		return written(writer, value);
	}

	private static String written(PayloadWriter<Object> writer, @Nullable Object value) {
		ByteBuf out = Unpooled.buffer();
		try {
			writer.write(value, out);
			return ByteBufUtil.hexDump(out);
		}
		catch (PayloadException ex) {
			return ex + " " + ex.getCause();
		}
	}

}
