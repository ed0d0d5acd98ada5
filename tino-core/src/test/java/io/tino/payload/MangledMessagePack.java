package io.tino.payload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value as somebody else may: properties in another order, left out, doubled or
 * unknown, nulls, values of other types, headers that are longer than need be, or bytes
 * that are just wrong.
 */
final class MangledMessagePack {

	private final Random random;

	/** One in so many values is changed. */
	private final int rarity;

	private final MessagePackCodec codec = new MessagePackCodec(PayloadMappers.messagePack());

	MangledMessagePack(Random random) {
		this.random = random;
		this.rarity = 2 + random.nextInt(40);
	}

	byte[] of(byte[] bytes) {
		Object value = this.codec.reader(Object.class).read(Unpooled.wrappedBuffer(bytes));
		ByteBuf out = Unpooled.buffer();
		write(value, out);
		byte[] mangled = ByteBufUtil.getBytes(out);
		return switch (this.random.nextInt(6)) {
			case 0 -> java.util.Arrays.copyOf(mangled, this.random.nextInt(mangled.length + 2));
			case 1 -> changed(mangled);
			default -> mangled;
		};
	}

	private byte[] changed(byte[] bytes) {
		if (bytes.length > 0) {
			bytes[this.random.nextInt(bytes.length)] = (byte) this.random.nextInt();
		}
		return bytes;
	}

	private boolean change() {
		return this.random.nextInt(this.rarity) == 0;
	}

	private void write(@Nullable Object value, ByteBuf out) {
		if (change()) {
			writeOther(value, out);
		}
		else if (value instanceof Map<?, ?> map) {
			writeMap(map, out);
		}
		else if (value instanceof List<?> list) {
			MessagePackOutput.writeArrayHeader(list.size(), out);
			list.forEach((element) -> write(element, out));
		}
		else {
			this.codec.write(value, out);
		}
	}

	private void writeMap(Map<?, ?> map, ByteBuf out) {
		List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
		if (change()) {
			Collections.shuffle(entries, this.random);
		}
		if (change() && !entries.isEmpty()) {
			entries.remove(this.random.nextInt(entries.size()));
		}
		if (change() && !entries.isEmpty()) {
			entries.add(this.random.nextInt(entries.size()), entries.get(this.random.nextInt(entries.size())));
		}
		if (change()) {
			Object unknown = List.of(1, Map.of("x", "y"), 2.5);
			entries.add(this.random.nextInt(entries.size() + 1), Map.entry(key(), unknown));
		}
		MessagePackOutput.writeMapHeader(entries.size(), out);
		for (Map.Entry<?, ?> entry : entries) {
			write(entry.getKey(), out);
			write(entry.getValue(), out);
		}
	}

	private String key() {
		return List.of("unknown", "nr", "no", "t", "hidden", "a", "b", "@type", "value").get(this.random.nextInt(9));
	}

	private void writeOther(@Nullable Object value, ByteBuf out) {
		if (value instanceof String text && this.random.nextBoolean()) {
			byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
			out.writeByte(0xdb).writeInt(bytes.length).writeBytes(bytes);
			return;
		}
		if (value instanceof Integer number && this.random.nextBoolean()) {
			out.writeByte(0xd3).writeLong(number);
			return;
		}
		switch (this.random.nextInt(12)) {
			case 0 -> this.codec.write("text", out);
			case 1 -> this.codec.write(this.random.nextInt(100_000) - 50_000, out);
			case 2 -> this.codec.write(1.5, out);
			case 3 -> this.codec.write(List.of(), out);
			case 4 -> this.codec.write(Map.of("a", 1), out);
			case 5 -> this.codec.write(Map.of(1, 2), out);
			case 6 -> out.writeInt(0xd6ff0000).writeShort(0);
			case 7 -> this.codec.write(true, out);
			case 8 -> this.codec.write(new byte[] { 1 }, out);
			case 9 -> this.codec.write(this.random.nextLong(), out);
			case 10 -> out.writeByte(0xcf).writeLong(this.random.nextLong());
			default -> out.writeByte(0xc0);
		}
	}

}
