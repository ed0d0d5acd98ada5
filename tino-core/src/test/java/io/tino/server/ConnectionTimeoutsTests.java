package io.tino.server;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.server.TestServer.Client;
import io.tino.testing.RecordingTransport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionTimeouts} where clients and the server are at their worst.
 * What happens otherwise is tested over real sockets.
 */
class ConnectionTimeoutsTests {

	private final TestServer server = new TestServer();

	private final RecordingTransport loop = new RecordingTransport();

	@AfterEach
	void close() {
		this.server.close();
	}

	private Client connect() {
		this.server.settings.authenticationRequired = true;
		Client client = this.server.connect();
		ConnectionTimeouts.watch(this.server.context(), this.loop);
		return client;
	}

	private void look() {
		this.server.pass(Duration.ofMinutes(1));
		this.loop.takeScheduled().forEach((scheduled) -> scheduled.task().run());
	}

	@Test
	void whoDoesNotReadCannotPutOffAuthenticating() {
		Client client = connect();
		client.transport().unwritableAfter(0);
		assertThat(client.exchange("NOPE\r\n")).isEmpty();
		look();
		client.transport().runTasks();
		assertThat(client.transport().isAborted()).isTrue();
	}

	@Test
	void whoDoesNotReadTheEndIsNotWaitedFor() {
		Client client = connect();
		client.transport().unwritableAfter(0);
		assertThat(client.exchange("QUIT\r\n")).isEmpty();
		assertThat(client.transport().isAborted()).isFalse();
		look();
		client.transport().runTasks();
		assertThat(client.transport().isAborted()).isTrue();
	}

	@Test
	void whoReadsIsToldAllBeforeItIsClosed() {
		Client client = connect();
		assertThat(client.exchange("NOPE\r\n")).startsWith("-NOAUTH");
		look();
		client.transport().runTasks();
		assertThat(client.transport().isClosed()).isTrue();
		assertThat(client.transport().isAborted()).isFalse();
	}

	@Test
	void looksAgainIfLookingHasFailed() {
		Client client = connect();
		this.server.failAfter(Duration.ofMinutes(1));
		look();
		look();
		client.transport().runTasks();
		assertThat(client.transport().isClosed()).isTrue();
	}

}
