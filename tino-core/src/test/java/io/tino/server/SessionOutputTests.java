package io.tino.server;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.resp.RespVersion;
import io.tino.testing.RecordingTransport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SessionOutput}, for what is sent within a batch.
 */
class SessionOutputTests {

	private static final int REPLY = 1024;

	private final RecordingTransport transport = new RecordingTransport();

	private final TestServer server = new TestServer();

	private final SessionOutput output = new SessionOutput(this.transport,
			new OutputBacklog(this.server.context(), this.transport, new IgnoringListener()),
			this.server.context().statistics());

	@AfterEach
	void close() {
		this.output.release();
		this.server.close();
	}

	@Test
	void littleIsNotSentYet() {
		reply(7);
		assertThat(this.transport.takeSent()).isEmpty();
		assertThat(this.transport.flushes()).isZero();
	}

	@Test
	void muchThatAnswersSeveralCallsIsSentAtOnce() {
		reply(8);
		assertThat(this.transport.takeSent()).hasSize(8 * REPLY);
		reply(7);
		assertThat(this.transport.takeSent()).isEmpty();
	}

	@Test
	void muchMoreIsCollectedForAClientThatDoesNotKeepUp() {
		this.transport.readNothing(REPLY);
		reply(8);
		assertThat(this.transport.writes()).isOne();
		reply(16);
		assertThat(this.transport.writes()).isOne();
	}

	@Test
	void aFullBufferGoesOutThoughItHasMadeTheConnectionUnwritable() {
		this.transport.unwritableAfter(REPLY);
		this.output.writer(RespVersion.RESP3).buffer().writeZero(64 * REPLY);
		this.output.writer(RespVersion.RESP3); // hands over what is full
		assertThat(this.transport.writes()).isOne();
		assertThat(this.transport.flushes()).isZero();
		this.output.flushIfMuch();
		assertThat(this.transport.flushes()).isOne();
		this.output.flushIfMuch();
		assertThat(this.transport.flushes()).isOne();
	}

	/** Write replies, after each of which more may follow. */
	private void reply(int replies) {
		for (int i = 0; i < replies; i++) {
			this.output.writer(RespVersion.RESP3).buffer().writeZero(REPLY);
			this.output.flushIfMuch();
		}
	}

	private static final class IgnoringListener implements OutputBacklog.Listener {

		@Override
		public void goOn() {
		}

		@Override
		public void giveUp(long bytes, String reason) {
			throw new AssertionError(reason);
		}

	}

}
