package io.tino.client;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadReader;
import io.tino.resp.RespValue;

/**
 * Reads replies to one type. What a call returns is a payload in a bulk string; what
 * built-in commands and other servers answer may be any value of RESP, and is converted.
 *
 * @param <T> the type of the reply
 */
final class ReplyReader<T> {

	private final PayloadCodec codec;

	/** {@code null} if the reply is ignored, or taken as it is. */
	private final @Nullable PayloadReader<T> reader;

	private final boolean raw;

	ReplyReader(PayloadCodec codec, Type type) {
		this.codec = codec;
		this.raw = type == RespValue.class;
		this.reader = (this.raw || type == Void.class || type == void.class) ? null : codec.reader(type);
	}

	/** Read a reply that is part of another one. */
	@Nullable T read(RespValue value) {
		return (value instanceof RespValue.BulkString bulk) ? readBulk(Unpooled.wrappedBuffer(bulk.bytes()))
				: readNative(value);
	}

	@Nullable T readBulk(ByteBuf bulk) {
		return (this.reader != null) ? this.reader.read(bulk) : null;
	}

	@SuppressWarnings("unchecked")
	@Nullable T readNative(RespValue value) {
		if (this.raw) {
			return (T) value;
		}
		Object plain = toObject(value);
		if (this.reader == null || plain == null) {
			return null;
		}
		ByteBuf payload = ByteBufAllocator.DEFAULT.buffer();
		try {
			this.codec.write(plain, payload);
			return this.reader.read(payload);
		}
		finally {
			payload.release();
		}
	}

	private static @Nullable Object toObject(RespValue value) {
		if (value instanceof RespValue.SimpleString string) {
			return string.text();
		}
		if (value instanceof RespValue.BulkString bulk) {
			return StandardCharsets.UTF_8.decode(bulk.bytes().duplicate()).toString();
		}
		if (value instanceof RespValue.VerbatimString verbatim) {
			return verbatim.text();
		}
		if (value instanceof RespValue.SimpleError error) {
			return error.text();
		}
		if (value instanceof RespValue.Number number) {
			return number.value();
		}
		if (value instanceof RespValue.DoubleNumber number) {
			return number.value();
		}
		if (value instanceof RespValue.BigNumber number) {
			return number.value();
		}
		if (value instanceof RespValue.Bool bool) {
			return bool.value();
		}
		if (value instanceof RespValue.Attributed attributed) {
			return toObject(attributed.value());
		}
		return toContainer(value);
	}

	private static @Nullable Object toContainer(RespValue value) {
		if (value instanceof RespValue.Array array) {
			return toList(array.elements());
		}
		if (value instanceof RespValue.Set set) {
			return toList(set.elements());
		}
		if (value instanceof RespValue.Push push) {
			return toList(push.elements());
		}
		if (value instanceof RespValue.Map map) {
			Map<@Nullable Object, @Nullable Object> result = new LinkedHashMap<>();
			map.entries().forEach((entry) -> result.put(toObject(entry.key()), toObject(entry.value())));
			return result;
		}
		return null;
	}

	private static List<@Nullable Object> toList(List<RespValue> elements) {
		List<@Nullable Object> result = new ArrayList<>(elements.size());
		elements.forEach((element) -> result.add(toObject(element)));
		return result;
	}

}
