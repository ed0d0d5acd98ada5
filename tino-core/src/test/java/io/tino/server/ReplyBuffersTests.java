package io.tino.server;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;

import io.tino.testing.RecordingTransport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReplyBuffers}.
 */
class ReplyBuffersTests {

	private final RecordingTransport transport = new RecordingTransport();

	private final ReplyBuffers buffers = new ReplyBuffers(this.transport);

	@Test
	void shortRepliesAreLeftToTheGarbageCollectorAndLongOnesComeFromPools() {
		assertThat(isPooled()).isFalse();
		this.buffers.used(1025);
		assertThat(isPooled()).isTrue();
		this.buffers.used(1024);
		assertThat(isPooled()).isFalse();
	}

	private boolean isPooled() {
		ByteBuf buffer = this.buffers.buffer();
		try {
			assertThat(buffer.writeZero(100_000).readableBytes()).as("it grows").isEqualTo(100_000);
			return buffer.alloc() == this.transport.allocator();
		}
		finally {
			buffer.release();
		}
	}

}
