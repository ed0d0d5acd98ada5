package io.tino.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.tino.command.TinoConnection;
import io.tino.server.TestServer.Client;
import io.tino.testing.RecordingTransport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionAge}.
 */
class ConnectionAgeTests {

	private static final Duration OLD = Duration.ofMinutes(11);

	private final TestServer server = new TestServer(
			TestCommand.of("WAIT", (spec) -> spec, (call) -> TestCommand.reply(call, 1)));

	private final RecordingTransport loop = new RecordingTransport();

	private final List<String> events = new ArrayList<>();

	@BeforeEach
	void watch() {
		this.server.settings.maxConnectionAge = Duration.ofMinutes(10);
		this.server.settings.listener = new TinoServerListener() {

			@Override
			public void connectionEvicted(TinoConnection connection, ConnectionLimit limit) {
				ConnectionAgeTests.this.events.add(connection.id() + " " + limit);
			}

		};
		ConnectionTimeouts.watch(this.server.context(), this.loop);
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	private void look(Duration later) {
		this.server.pass(later);
		this.loop.takeScheduled().forEach((scheduled) -> scheduled.task().run());
		this.server.work();
	}

	private Client connectTold() {
		Client client = this.server.connect();
		client.send("HELLO 3", "CLIENT MAINT_NOTIFICATIONS ON");
		return client;
	}

	@Test
	void whoIsYoungIsLeftAlone() {
		Client client = connectTold();
		look(Duration.ofMinutes(9));
		assertThat(client.read()).isEmpty();
		assertThat(client.transport().isClosed()).isFalse();
	}

	@Test
	void whoHasAskedIsToldAndHasTimeToMove() {
		Client client = connectTold();
		look(OLD);
		assertThat(client.read()).startsWith(">4\r\n$6\r\nMOVING\r\n").endsWith("\r\n:5\r\n_\r\n");
		look(Duration.ofSeconds(4));
		assertThat(client.send("PING")).isEqualTo("+PONG\r\n");
		assertThat(client.transport().isClosed()).isFalse();
		look(Duration.ofSeconds(1));
		assertThat(client.transport().isClosed()).isTrue();
		assertThat(this.events).containsExactly("1 CONNECTION_AGE");
	}

	@Test
	void whoHasUsedTheMultiplexedProtocolIsTold() {
		Client client = this.server.connect();
		client.send("HELLO 3");
		client.session().connection().multiplexed(true);
		look(OLD);
		assertThat(client.read()).isEqualTo(">2\r\n$10\r\ntino.drain\r\n:5000\r\n");
	}

	@Test
	void whoWaitsForAReplyIsWaitedFor() {
		Client client = connectTold();
		look(OLD);
		client.read();
		assertThat(client.send("WAIT")).isEmpty();
		this.server.pass(Duration.ofSeconds(5));
		this.loop.takeScheduled().forEach((scheduled) -> scheduled.task().run());
		client.transport().runTasks();
		assertThat(client.transport().isClosed()).isFalse();
		this.server.work();
		look(Duration.ofSeconds(1));
		assertThat(client.transport().isClosed()).isTrue();
		assertThat(client.read()).isEqualTo("$1\r\n\u0001\r\n");
	}

	@Test
	void whoCannotBeToldIsClosedOnlyWhenNothingHasComeForLong() {
		Client client = this.server.connect();
		this.server.pass(OLD);
		for (int i = 0; i < 10; i++) {
			assertThat(client.send("PING")).isEqualTo("+PONG\r\n");
			look(Duration.ofSeconds(4));
		}
		assertThat(client.transport().isClosed()).isFalse();
		look(Duration.ofSeconds(1));
		assertThat(client.transport().isClosed()).isTrue();
		assertThat(this.events).containsExactly("1 CONNECTION_AGE");
	}

	@Test
	void whoWaitsForMessagesAndCannotBeToldIsLeftAlone() {
		Client subscriber = this.server.connect();
		subscriber.send("SUBSCRIBE news");
		Client monitor = this.server.connect();
		monitor.send("MONITOR");
		look(OLD);
		look(OLD);
		assertThat(this.events).isEmpty();
		Client told = connectTold();
		told.send("SUBSCRIBE news");
		look(OLD);
		look(OLD);
		assertThat(this.events).as("the third, which could have moved").containsExactly("3 CONNECTION_AGE");
	}

	@Test
	void whereNobodyIsToldConnectionsAreClosedBetweenCalls() {
		this.server.settings.handoverTimeout = Duration.ZERO;
		Client client = this.server.connect();
		client.send("HELLO 3");
		client.session().connection().multiplexed(true);
		look(OLD);
		assertThat(client.read()).isEmpty();
		assertThat(client.transport().isClosed()).isTrue();
	}

	@Test
	void agesAreSpreadByATenth() {
		long[] ages = LongStream.rangeClosed(1, 1000)
			.map((id) -> ConnectionAge.nanos(Duration.ofNanos(1_000_000), id))
			.sorted()
			.toArray();
		assertThat(ages[0]).isBetween(900_000L, 901_000L);
		assertThat(ages[999]).isBetween(1_099_000L, 1_100_000L);
		for (int i = 1; i < ages.length; i++) {
			assertThat(ages[i] - ages[i - 1]).as("between one and the next").isLessThan(1_000);
		}
	}

}
