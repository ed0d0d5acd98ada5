package io.tino.client;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.resp.ReplyDecoder;
import io.tino.resp.ReplyLimits;
import io.tino.testing.RecordingTransport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ChunkedPushes}.
 */
class ChunkedPushesTests {

	private final ChunkedPushes pushes = new ChunkedPushes(new ReplyLimits(64, 16, 4, 32, 40));

	@AfterEach
	void close() {
		this.pushes.close();
	}

	@Test
	void allOfThemTogetherAreLimited() {
		assertThat(add(1, 10, ">2\r\n+aaaa\r\n+bbbb")).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> add(2, 20, ">2\r\n+a"))
			.withMessage("Pushes in parts exceed limit 40");
	}

	@Test
	void whatIsSaidToBeToComeIsLimitedBeforeItHasCome() {
		assertThatIllegalArgumentException().isThrownBy(() -> add(1, Long.MAX_VALUE, ">2\r\n"));
		assertThatIllegalArgumentException().isThrownBy(() -> add(2, -1, ">2\r\n"));
	}

	@Test
	void whatIsWholeLeavesRoomForOthers() {
		for (int id = 1; id < 10; id++) {
			assertThat(add(id, 8, ">2\r\n+aaaa\r\n")).isFalse();
			assertThat(add(id, 0, "|0\r\n+b\r\n")).isTrue();
		}
	}

	@Test
	void whatIsDroppedLeavesRoomForOthers() {
		for (int id = 1; id < 10; id++) {
			assertThat(add(id, 20, ">2\r\n+aaaa\r\n")).isFalse();
			this.pushes.drop(id);
			this.pushes.drop(id);
		}
	}

	private boolean add(long id, long remaining, String part) {
		ByteBuf bytes = RecordingTransport.buffer(part);
		try {
			return take(this.pushes.add(id, remaining, bytes));
		}
		finally {
			bytes.release();
		}
	}

	private static boolean take(@Nullable ReplyDecoder whole) {
		if (whole != null) {
			whole.close();
		}
		return whole != null;
	}

}
