package io.tino.resp;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RespConstant}.
 */
class RespConstantTests {

	private static final String TEXT = "The bytes of a constant of any length, \u00e9\u00ff";

	@Test
	void isWrittenAsItIs() {
		for (int length = 0; length <= TEXT.length(); length++) {
			byte[] bytes = bytes(length);
			RespConstant constant = new RespConstant(bytes);
			ByteBuf out = Unpooled.buffer(1);
			constant.write(out.writeByte('<'));
			constant.write(out);
			assertThat(constant.length()).isEqualTo(length);
			assertThat(out.toString(StandardCharsets.ISO_8859_1))
				.isEqualTo("<" + TEXT.substring(0, length) + TEXT.substring(0, length));
		}
	}

	@Test
	void isFoundWhereItStandsAndNowhereElse() {
		for (int length = 0; length <= TEXT.length(); length++) {
			RespConstant constant = new RespConstant(bytes(length));
			byte[] array = ByteBufUtil
				.getBytes(Unpooled.wrappedBuffer(new byte[] { 'x' }, bytes(length), new byte[] { 'y' }));
			assertThat(constant.matches(array, 1, 1 + length)).as("length %d", length).isTrue();
			assertThat(constant.matches(array, 1, array.length)).isTrue();
			assertThat(constant.matches(array, 0, array.length)).isEqualTo(length == 0);
			assertThat(constant.matches(array, 1, length)).isFalse();
		}
	}

	@Test
	void eachByteCounts() {
		for (int length = 1; length <= TEXT.length(); length++) {
			RespConstant constant = new RespConstant(bytes(length));
			for (int i = 0; i < length; i++) {
				byte[] other = bytes(length);
				other[i] ^= 0x20;
				assertThat(constant.matches(other, 0, length)).as("byte %d of %d", i, length).isFalse();
			}
		}
	}

	private static byte[] bytes(int length) {
		return TEXT.substring(0, length).getBytes(StandardCharsets.ISO_8859_1);
	}

}
