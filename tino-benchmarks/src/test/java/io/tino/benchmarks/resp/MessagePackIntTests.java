package io.tino.benchmarks.resp;

import java.io.IOException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessagePack;

import io.tino.benchmarks.pipeline.OutputBytes;

import static org.assertj.core.api.Assertions.assertThat;

class MessagePackIntTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 127, 128, 255, 256, 65535, 65536, Integer.MAX_VALUE, -1, -32, -33, -128, -129, -32768,
			-32769, Integer.MIN_VALUE })
	void readsAndOthersReadWhatIsWritten(int number) throws IOException {
		EmbeddedChannel channel = new EmbeddedChannel();
		OutputBytes output = new OutputBytes(channel.alloc(), channel);
		MessagePackInt.writeBulk(number, output);
		output.flush();
		ByteBuf sent = channel.readOutbound();
		byte[] bulk = new byte[sent.readableBytes()];
		sent.readBytes(bulk).release();
		int length = bulk.length - 6;
		assertThat(bulk[1]).isEqualTo((byte) ('0' + length));
		assertThat(MessagePackInt.read(bulk, 4, length)).isEqualTo(number);
		assertThat(MessagePack.newDefaultUnpacker(bulk, 4, length).unpackInt()).isEqualTo(number);
	}

}
