package io.tino.payload;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.payload.MessagePackInput.Unreadable;

/**
 * Readers of the types that go between MessagePack and objects directly.
 */
final class MessagePackReaders {

	/**
	 * For how many elements of a list memory is set aside on the word of its header.
	 */
	private static final int MAX_CLAIM = 1024;

	private final int maxDepth;

	private final Map<Type, Element> scalars = Map.ofEntries(
			Map.entry(Integer.class,
					(in) -> (int) MessagePackInput.readInteger(in, Integer.MIN_VALUE, Integer.MAX_VALUE)),
			Map.entry(Long.class, MessagePackInput::readLong),
			Map.entry(Short.class, (in) -> (short) MessagePackInput.readInteger(in, Short.MIN_VALUE, Short.MAX_VALUE)),
			Map.entry(Byte.class, (in) -> (byte) MessagePackInput.readInteger(in, Byte.MIN_VALUE, Byte.MAX_VALUE)),
			Map.entry(Double.class, MessagePackInput::readDouble),
			Map.entry(Float.class, (in) -> (float) MessagePackInput.readDouble(in)),
			Map.entry(Boolean.class, MessagePackInput::readBoolean),
			Map.entry(String.class, MessagePackInput::readString),
			Map.entry(CharSequence.class, MessagePackInput::readString),
			Map.entry(byte[].class, MessagePackInput::readBinary));

	private static final Map<Type, Type> BOXES = Map.of(int.class, Integer.class, long.class, Long.class, short.class,
			Short.class, byte.class, Byte.class, double.class, Double.class, float.class, Float.class, boolean.class,
			Boolean.class);

	MessagePackReaders(int maxDepth) {
		this.maxDepth = maxDepth;
	}

	/**
	 * Find a reader.
	 * @param type the type of the values
	 * @return the reader, or {@code null} if the type is left to Jackson
	 */
	@Nullable PayloadReader<?> find(Type type) {
		if (type == Object.class) {
			return whole(type, (in) -> MessagePackInput.readAny(in, this.maxDepth));
		}
		Type box = BOXES.get(type);
		if (box != null) {
			return shortCut(box, whole(type, element(box)));
		}
		Element element = element(type);
		if (element != null) {
			return shortCut(type, whole(type, nullable(element)));
		}
		Type elementType = argumentOf(type, List.class, Collection.class, Iterable.class);
		Element listElement = (elementType != null) ? element(elementType) : null;
		if (listElement != null) {
			return whole(type, nullable(list(nullable(listElement))));
		}
		return findOptional(type);
	}

	private static PayloadReader<?> shortCut(Type box, PayloadReader<?> reader) {
		boolean wide = box == Long.class;
		return (wide || box == Integer.class) ? new IntegerReader(wide, reader) : reader;
	}

	private @Nullable PayloadReader<?> findOptional(Type type) {
		Type valueType = argumentOf(type, Optional.class);
		PayloadReader<?> reader = (valueType != null) ? find(valueType) : null;
		return (reader != null) ? (in) -> Optional.ofNullable(reader.read(in)) : null;
	}

	private @Nullable Element element(Type type) {
		return this.scalars.get(type);
	}

	private static @Nullable Type argumentOf(Type type, Class<?>... generics) {
		if (type instanceof ParameterizedType parameterized && List.of(generics).contains(parameterized.getRawType())) {
			return parameterized.getActualTypeArguments()[0];
		}
		return null;
	}

	private static Element nullable(Element element) {
		return (in) -> MessagePackInput.readNil(in) ? null : element.read(in);
	}

	private static Element list(Element element) {
		return (in) -> {
			int size = MessagePackInput.readArrayHeader(in);
			List<@Nullable Object> list = new ArrayList<>(Math.min(size, MAX_CLAIM));
			for (int i = 0; i < size; i++) {
				list.add(element.read(in));
			}
			return list;
		};
	}

	/** Read an element that is the whole value, and say what is wrong if it is not. */
	private PayloadReader<?> whole(Type type, Element element) {
		return (in) -> {
			int start = in.readerIndex();
			try {
				Object value = element.read(in);
				if (!in.isReadable()) {
					return value;
				}
			}
			catch (Unreadable ex) {
				// Diagnosed below
			}
			throw diagnose(type, in.readerIndex(start));
		};
	}

	private PayloadException diagnose(Type type, ByteBuf in) {
		MessagePackScanner.check(in, this.maxDepth);
		boolean nil = in.getByte(in.readerIndex()) == (byte) 0xc0;
		return (nil ? ExpectedType.NOT_NONE : ExpectedType.of(type)).mismatch();
	}

	/**
	 * Reads one value from among others.
	 */
	@FunctionalInterface
	private interface Element {

		@Nullable Object read(ByteBuf in);

	}

}
