package io.tino.payload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads values of no particular type that are within others, as Jackson does: their maps
 * have strings as keys, and all floating-point numbers are {@code double}s.
 */
final class UntypedReader implements ValueReader {

	static final UntypedReader INSTANCE = new UntypedReader();

	private static final int MAX_CLAIM = 64;

	private UntypedReader() {
	}

	@Override
	public @Nullable Object read(ArrayInput in, int depth) {
		int header = in.peek();
		return switch (header) {
			case 0xc2, 0xc3 -> in.readBoolean();
			case 0xc4, 0xc5, 0xc6 -> in.readBinary();
			case 0xca, 0xcb -> in.readDouble();
			default -> readOther(in, depth, header);
		};
	}

	private @Nullable Object readOther(ArrayInput in, int depth, int header) {
		if (in.readNil()) {
			return null;
		}
		if (in.isString()) {
			return in.readString();
		}
		if ((header & 0xf0) == 0x90 || header == 0xdc || header == 0xdd) {
			return readList(in, depth);
		}
		if ((header & 0xf0) == 0x80 || header == 0xde || header == 0xdf) {
			return readMap(in, depth);
		}
		long value = in.readLong();
		if (value == (int) value) {
			return (int) value;
		}
		return value;
	}

	private List<@Nullable Object> readList(ArrayInput in, int depth) {
		int size = in.within(depth).readArrayHeader();
		List<@Nullable Object> list = new ArrayList<>(Math.min(size, MAX_CLAIM));
		for (int i = 0; i < size; i++) {
			list.add(read(in, depth - 1));
		}
		return list;
	}

	private Map<String, @Nullable Object> readMap(ArrayInput in, int depth) {
		int size = in.within(depth).readMapHeader();
		Map<String, @Nullable Object> map = new LinkedHashMap<>(Math.min(size, MAX_CLAIM) * 4 / 3 + 1);
		for (int i = 0; i < size; i++) {
			map.put(in.readString(), read(in, depth - 1));
		}
		return map;
	}

}
