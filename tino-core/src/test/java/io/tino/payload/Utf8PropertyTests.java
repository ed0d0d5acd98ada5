package io.tino.payload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

import io.tino.payload.MessagePackInput.Unreadable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Properties of {@link Utf8Decoder} and {@link Utf8Encoder}, with the JDK as the
 * reference.
 */
class Utf8PropertyTests {

	private static final List<Integer> BOUNDARIES = List.of(0, 0x41, 0x7f, 0x80, 0xff, 0x7ff, 0x800, 0xfff, 0x1000,
			0x2028, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xfffd, 0xffff, 0x10000, 0x1f600, 0x3ffff, 0x40000,
			0xfffff, 0x100000, 0x10ffff);

	@Property(tries = 3_000)
	void bytesAreDecodedAsTheStrictDecoderDoes(@ForAll("bytes") byte[] bytes) {
		assertDecoded(bytes);
		ByteBuf direct = Unpooled.directBuffer().writeByte(0x80).writeBytes(bytes).writeByte(0x80);
		assertThat(orNull(() -> Utf8Decoder.decode(direct, 1, bytes.length))).isEqualTo(strict(bytes));
		direct.release();
	}

	@Property(tries = 3_000)
	void stringsAreEncodedAsTheJdkDoes(@ForAll("texts") String text) {
		assertEncoded(text);
	}

	@Example
	void allTextsOfOneChar() {
		for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
			assertEncoded(String.valueOf((char) unit));
			assertEncoded(("" + (char) unit).repeat(49));
		}
	}

	@Example
	void allCodePointsAndTheirNeighboursOutsideOfTheRange() {
		for (int point = 0; point < 0x200000; point += (point < 0x20000) ? 1 : 61) {
			for (int size = 2; size <= 4; size++) {
				byte[] one = bytes(point, size);
				assertDecoded(one);
				assertDecoded(Arrays.copyOf(repeat(one, 8), 8 * size + 1)); // by words
																			// alone
			}
		}
	}

	@Example
	void textsOfWhateverLengthAreTheSameInAndOut() {
		for (String character : List.of("x", "\u00e9", "\u4e2d", "\ud83d\ude00", "\u00e9x", "xxxxxxxxxxxxx\u4e2d")) {
			for (int length : List.of(255, 256, 257, 10_922, 16_384, 16_385, 32_768, 32_769, 100_000)) {
				String text = character.repeat(length);
				assertEncoded(text);
				assertDecoded(text.getBytes(StandardCharsets.UTF_8));
			}
		}
	}

	@Provide
	Arbitrary<String> texts() {
		Arbitrary<String> units = Arbitraries
			.oneOf(Arbitraries.of(BOUNDARIES), Arbitraries.integers().between(0x20, 0x7e),
					Arbitraries.integers().between(0x80, 0x7ff), Arbitraries.integers().between(0x800, 0xffff),
					Arbitraries.integers().between(0x10000, 0x10ffff))
			.map(Character::toString);
		Arbitrary<String> runs = Combinators.combine(units, Arbitraries.integers().between(1, 20)).as(String::repeat);
		return runs.list().ofMaxSize(12).map((parts) -> String.join("", parts));
	}

	/** Well-formed text, of which some bytes are changed, left out or at its end. */
	@Provide
	Arbitrary<byte[]> bytes() {
		Arbitrary<Byte> some = Arbitraries.oneOf(Arbitraries.bytes(),
				Arbitraries.of((byte) 0x80, (byte) 0xbf, (byte) 0xc0, (byte) 0xc1, (byte) 0xc2, (byte) 0xe0,
						(byte) 0xed, (byte) 0xf0, (byte) 0xf4, (byte) 0xf5));
		Arbitrary<byte[]> random = some.list().ofMaxSize(20).map(Utf8PropertyTests::array);
		Arbitrary<byte[]> wellFormed = texts().map((text) -> text.getBytes(StandardCharsets.UTF_8));
		Arbitrary<byte[]> changed = Combinators.combine(wellFormed, some, Arbitraries.integers().between(0, 500))
			.as((bytes, other, at) -> {
				if (bytes.length > 0) {
					bytes[at % bytes.length] = other;
				}
				return bytes;
			});
		Arbitrary<byte[]> cut = Combinators
			.combine(wellFormed, Arbitraries.integers().between(0, 9), Arbitraries.integers().between(0, 9))
			.as((bytes, from, end) -> Arrays.copyOfRange(bytes, Math.min(from, bytes.length),
					Math.max(bytes.length - end, Math.min(from, bytes.length))));
		return Arbitraries.oneOf(random, wellFormed, changed, cut);
	}

	private static void assertEncoded(String text) {
		ByteBuf out = Unpooled.buffer();
		MessagePackOutput.writeString(text, out);
		byte[] expected = text.getBytes(StandardCharsets.UTF_8);
		byte[] actual = ByteBufUtil.getBytes(out, out.readableBytes() - expected.length, expected.length);
		if (!Arrays.equals(actual, expected)) {
			assertThat(ByteBufUtil.hexDump(actual)).isEqualTo(ByteBufUtil.hexDump(expected));
		}
		String back = MessagePackInput.readString(out);
		if (!back.equals(new String(expected, StandardCharsets.UTF_8))) {
			assertThat(back).isEqualTo(new String(expected, StandardCharsets.UTF_8));
		}
	}

	private static void assertDecoded(byte[] bytes) {
		String expected = strict(bytes);
		byte[] amid = new byte[bytes.length + 20];
		Arrays.fill(amid, (byte) 0x80);
		System.arraycopy(bytes, 0, amid, 3, bytes.length);
		String fromArray = orNull(() -> Utf8Decoder.decode(amid, 3, bytes.length));
		if (!Objects.equals(fromArray, expected)) {
			assertThat(fromArray).as(ByteBufUtil.hexDump(bytes)).isEqualTo(expected);
		}
	}

	private static @Nullable String orNull(Supplier<String> decoding) {
		try {
			return decoding.get();
		}
		catch (Unreadable ex) {
			return null;
		}
	}

	private static @Nullable String strict(byte[] bytes) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

	/**
	 * Encode a number as if it were a code point of so many bytes, even if it is none.
	 */
	private static byte[] bytes(int point, int size) {
		byte[] bytes = new byte[size];
		int rest = point;
		for (int i = size - 1; i > 0; i--) {
			bytes[i] = (byte) (0x80 | rest & 0x3f);
			rest >>= 6;
		}
		bytes[0] = (byte) (0xf00 >> size | rest & 0x7f >> size);
		return bytes;
	}

	private static byte[] repeat(byte[] one, int count) {
		byte[] all = new byte[one.length * count];
		for (int i = 0; i < all.length; i++) {
			all[i] = one[i % one.length];
		}
		return all;
	}

	private static byte[] array(List<Byte> list) {
		byte[] bytes = new byte[list.size()];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = list.get(i);
		}
		return bytes;
	}

}
