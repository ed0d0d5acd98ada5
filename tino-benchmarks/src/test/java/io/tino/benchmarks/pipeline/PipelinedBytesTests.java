package io.tino.benchmarks.pipeline;

import java.util.Arrays;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PipelinedBytesTests {

	private final Random random = new Random(42);

	@Test
	void inputKeepsWhatIsNotReadWhereverItIs() {
		byte[] all = bytes(100_000);
		InputBytes input = new InputBytes();
		int read = 0;
		for (int added = 0; added < all.length;) {
			int count = Math.min(1 + this.random.nextInt(5_000), all.length - added);
			input.add(Unpooled.copiedBuffer(all, added, count));
			added += count;
			assertThat(Arrays.copyOfRange(input.array, input.from, input.to))
				.isEqualTo(Arrays.copyOfRange(all, read, added));
			int taken = this.random.nextInt(input.to - input.from + 1);
			input.from += taken;
			read += taken;
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 4_095, 4_096, 60_000, 65_536, 65_537, 131_072, 300_000 })
	void outputSendsAllInOrder(int size) {
		EmbeddedChannel channel = new EmbeddedChannel();
		OutputBytes output = new OutputBytes(channel.alloc(), channel);
		byte[] bytes = bytes(size);
		output.addDecimal(1_234_567_890);
		output.add(bytes);
		output.addDecimal(0);
		output.add(bytes, size / 3, size - size / 3);
		output.flush();
		ByteBuf expected = Unpooled.buffer().writeBytes("1234567890".getBytes()).writeBytes(bytes).writeByte('0');
		expected.writeBytes(bytes, size / 3, size - size / 3);
		ByteBuf sent = Unpooled.buffer();
		for (ByteBuf chunk = channel.readOutbound(); chunk != null; chunk = channel.readOutbound()) {
			sent.writeBytes(chunk);
			chunk.release();
		}
		assertThat(sent).isEqualTo(expected);
	}

	private byte[] bytes(int size) {
		byte[] bytes = new byte[size];
		this.random.nextBytes(bytes);
		return bytes;
	}

}
