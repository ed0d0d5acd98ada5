package io.tino.payload;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ArrayOutput}.
 */
class ArrayOutputTests {

	@Test
	void headersAreAsShortAsTheyCanBe() throws Exception {
		for (String character : List.of("x", "\u00e9", "\u4e2d", "\ud83d\ude00", "x\u4e2d")) {
			for (int count : List.of(0, 1, 7, 8, 10, 15, 16, 31, 32, 48, 49, 63, 64, 127, 128, 255, 256, 8_192, 16_383,
					21_846, 65_535, 65_536)) {
				String text = character.repeat(count);
				ByteBuf out = Unpooled.buffer();
				MessagePackOutput.writeString(text, out);
				try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
					packer.packString(text);
					assertThat(ByteBufUtil.getBytes(out)).as("%d times %s", count, character)
						.isEqualTo(packer.toByteArray());
				}
			}
		}
	}

	@Test
	void textOfLoneSurrogatesIsWellFormed() {
		for (String text : List.of("\ud800", "\ud800\u00e9", "\ud800\ud83d\ude00", "x\udc00y", "\ud83d",
				"\u00e9".repeat(40) + "\ud800", "\u00e9".repeat(20_000) + "\ud800\u00e9")) {
			ByteBuf out = Unpooled.buffer();
			MessagePackOutput.writeString(text, out);
			String expected = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
			MessagePackScanner.check(out, 1);
			assertThat(MessagePackInput.readString(out)).isEqualTo(expected);
		}
	}

	@Test
	void memoryIsKeptOnlyForWhatIsSmall() {
		ArrayOutput output = ArrayOutput.open();
		output.writeRaw(new byte[1 << 20]);
		output.close();
		ArrayOutput again = ArrayOutput.open();
		assertThat(again).isSameAs(output);
		assertThat(ArrayOutput.open()).as("while that is open").isNotSameAs(output);
		assertThat(again.capacity()).isLessThan(1 << 17);
		again.close();
	}

	@Test
	void numbersThatAreNoneKeepTheirBits() {
		double none = Double.longBitsToDouble(0x7ff8000000000123L);
		ArrayOutput output = new ArrayOutput();
		output.writeDouble(none);
		ByteBuf out = Unpooled.buffer();
		MessagePackOutput.writeDouble(none, out);
		assertThat(output.toArray()).isEqualTo(ByteBufUtil.getBytes(out));
	}

}
