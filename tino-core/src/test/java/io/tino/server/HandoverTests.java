package io.tino.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.tino.server.TestServer.Client;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Handover} and {@link ClientMaintNotifications}.
 */
class HandoverTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final String NUMBER = String.valueOf(TestServer.START.toEpochMilli());

	private static final String MOVING = ">4\r\n$6\r\nMOVING\r\n:" + NUMBER + "\r\n:5\r\n_\r\n";

	private static final String DRAIN = ">2\r\n$10\r\ntino.drain\r\n:5000\r\n";

	private final TestServer server = new TestServer(
			TestCommand.of("WAIT", (spec) -> spec, (call) -> TestCommand.reply(call, 1)));

	@AfterEach
	void close() {
		this.server.close();
	}

	private Client connect(String... requests) {
		Client client = this.server.connect();
		client.send("HELLO 3");
		for (String request : requests) {
			assertThat(client.send(request)).isEqualTo("+OK\r\n");
		}
		return client;
	}

	private Client connectMultiplexed() {
		Client client = connect();
		client.session().connection().multiplexed(true);
		return client;
	}

	private CompletableFuture<Void> begin() {
		return this.server.context().handover().begin(TIMEOUT);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '"',
			textBlock = """
					-              | ON                                    | +OK
					-              | on moving-endpoint-type none          | +OK
					-              | ON MOVING-ENDPOINT-TYPE NONE          | +OK
					-              | ON moving-endpoint-type internal-ip   | -ERR no endpoint of type 'internal-ip' is configured to move to
					-              | ON moving-endpoint-type External-FQDN | -ERR no endpoint of type 'External-FQDN' is configured to move to
					-              | ON moving-endpoint-type anywhere      | -ERR invalid moving-endpoint-type 'anywhere'
					-              | ON moving-endpoint-type               | -ERR syntax error
					-              | ON moving-endpoint none               | -ERR syntax error
					-              | ON moving-endpoint-type none more     | -ERR syntax error
					-              | OFF moving-endpoint-type none         | -ERR syntax error
					-              | OFF                                   | +OK
					-              | maybe                                 | -ERR syntax error
					10.0.0.1:1     | ON                                    | +OK
					10.0.0.1:1     | ON moving-endpoint-type none          | +OK
					10.0.0.1:1     | ON moving-endpoint-type internal-ip   | +OK
					10.0.0.1:1     | ON moving-endpoint-type EXTERNAL-IP   | +OK
					10.0.0.1:1     | ON moving-endpoint-type internal-fqdn | -ERR no endpoint of type 'internal-fqdn' is configured to move to
					10.0.0.1:1     | ON moving-endpoint-type external-fqdn | -ERR no endpoint of type 'external-fqdn' is configured to move to
					tino.example:1 | ON moving-endpoint-type internal-ip   | +OK
					tino.example:1 | ON moving-endpoint-type internal-fqdn | +OK
					tino.example:1 | ON moving-endpoint-type external-fqdn | +OK
					""")
	void promisesOnlyWhatCanBeKept(String endpoint, String request, String answer) {
		this.server.settings.handoverEndpoint = endpoint(endpoint);
		assertThat(connect().send("CLIENT MAINT_NOTIFICATIONS " + request)).isEqualTo(answer + "\r\n");
	}

	private static InetSocketAddress endpoint(String text) {
		return (text != null) ? InetSocketAddress.createUnresolved(text.substring(0, text.indexOf(':')), 1) : null;
	}

	@Test
	void whereThereAreNoPushesNothingIsPromised() {
		Client client = this.server.connect();
		assertThat(client.send("CLIENT MAINT_NOTIFICATIONS ON")).isEqualTo("-ERR MAINT_NOTIFICATIONS need RESP3\r\n");
		assertThat(client.send("CLIENT MAINT_NOTIFICATIONS OFF")).isEqualTo("+OK\r\n");
	}

	@Test
	void whereNobodyIsToldNothingIsPromised() {
		this.server.settings.handoverTimeout = Duration.ZERO;
		assertThat(connect().send("CLIENT MAINT_NOTIFICATIONS ON"))
			.isEqualTo("-ERR MAINT_NOTIFICATIONS are turned off\r\n");
	}

	@Test
	void whoHasAskedIsTold() {
		this.server.settings.handoverEndpoint = endpoint("10.0.0.1:1");
		Client anywhere = connect("CLIENT MAINT_NOTIFICATIONS ON moving-endpoint-type none");
		Client elsewhere = connect("CLIENT MAINT_NOTIFICATIONS ON moving-endpoint-type internal-ip");
		begin();
		assertThat(anywhere.read()).isEqualTo(MOVING);
		assertThat(elsewhere.read()).isEqualTo(MOVING.replace("_", "$10\r\n10.0.0.1:1"));
	}

	@Test
	void whoHasUsedTheMultiplexedProtocolIsTold() {
		Client client = connectMultiplexed();
		begin();
		assertThat(client.read()).isEqualTo(DRAIN);
	}

	@Test
	void whoHasNotAskedIsNotToldAndNotWaitedFor() {
		Client stock = this.server.connect();
		Client off = connect("CLIENT MAINT_NOTIFICATIONS ON", "CLIENT MAINT_NOTIFICATIONS OFF");
		Client reset = connect("CLIENT MAINT_NOTIFICATIONS ON");
		reset.session().connection().multiplexed(true);
		reset.send("RESET");
		reset.send("HELLO 3");
		Client down = connect("CLIENT MAINT_NOTIFICATIONS ON");
		down.send("HELLO 2");
		Client gone = connectMultiplexed();
		gone.close();
		List.of(stock, off, reset, down).forEach((client) -> client.send("PING"));
		CompletableFuture<Void> moved = begin();
		assertThat(stock.read() + off.read() + reset.read() + down.read() + gone.read()).isEmpty();
		assertThat(moved).isDone();
	}

	@Test
	void whoeverIsToldIsWaitedFor() {
		Client one = connectMultiplexed();
		Client other = connect("CLIENT MAINT_NOTIFICATIONS ON");
		Client stock = this.server.connect();
		stock.send("PING");
		CompletableFuture<Void> moved = begin();
		assertThat(moved).isNotDone();
		one.read();
		one.close();
		assertThat(moved).as("the other may be told still").isNotDone();
		assertThat(stock.read()).isEmpty();
		assertThat(other.read()).isEqualTo(MOVING);
		assertThat(moved).isNotDone();
		other.close();
		assertThat(moved).isDone();
	}

	@Test
	void whoIsNewIsWaitedForAsItMayAskYet() {
		Client old = connect();
		this.server.pass(Duration.ofMillis(800));
		Client young = connect();
		Client silent = this.server.connect();
		this.server.pass(Duration.ofMillis(200));
		CompletableFuture<Void> moved = begin();
		assertThat(young.read() + silent.read() + old.read()).isEmpty();
		assertThat(old.transport().takeScheduled()).isEmpty();
		assertThat(young.send("TINO.CANCEL 1")).isEqualTo(DRAIN);
		for (Client client : List.of(silent, young)) {
			assertThat(moved).isNotDone();
			assertThat(client.transport().takeScheduled()).singleElement()
				.satisfies((task) -> assertThat(task.delay()).isEqualTo(Duration.ofMillis(800)))
				.satisfies((task) -> task.task().run());
		}
		assertThat(moved).as("it has been told").isNotDone();
		young.close();
		assertThat(moved).isDone();
	}

	@Test
	void whoIsToldIsServedAsEver() {
		Client client = connect("CLIENT MAINT_NOTIFICATIONS ON");
		begin();
		assertThat(client.read()).isEqualTo(MOVING);
		assertThat(client.work("WAIT")).isEqualTo("$1\r\n\u0001\r\n");
	}

	@Test
	void whoseCallRunsIsToldInTheMeantime() {
		Client client = connect("CLIENT MAINT_NOTIFICATIONS ON");
		assertThat(client.send("WAIT")).isEmpty();
		begin();
		assertThat(client.read()).isEqualTo(MOVING);
		assertThat(client.work("PING")).isEqualTo("$1\r\n\u0001\r\n+PONG\r\n");
	}

	@Test
	void whoAsksTooLateIsToldAtOnce() {
		Client client = connect();
		client.send("PING");
		Client stays = connect("CLIENT MAINT_NOTIFICATIONS ON");
		CompletableFuture<Void> moved = begin();
		assertThat(stays.read() + client.read()).isEqualTo(MOVING);
		this.server.pass(Duration.ofSeconds(2));
		String late = MOVING.replace(NUMBER, String.valueOf(TestServer.START.toEpochMilli() + 2000))
			.replace(":5", ":3");
		assertThat(client.send("CLIENT MAINT_NOTIFICATIONS ON")).isEqualTo("+OK\r\n" + late);
		assertThat(client.send("CLIENT MAINT_NOTIFICATIONS ON")).as("not twice").isEqualTo("+OK\r\n");
		stays.close();
		assertThat(moved).isNotDone();
		client.close();
		assertThat(moved).isDone();
	}

	@Test
	void whoAsksWhenTheTimeIsOverIsToldThatThereIsNone() {
		Client client = connect();
		Client stays = connectMultiplexed();
		begin();
		stays.read();
		this.server.pass(Duration.ofSeconds(6));
		assertThat(client.send("CLIENT MAINT_NOTIFICATIONS ON")).endsWith(":1\r\n_\r\n");
	}

	@Test
	void anEventLoopThatHasEndedIsNotWaitedFor() {
		Client client = connectMultiplexed();
		client.transport().end();
		assertThat(begin()).isDone();
	}

	@Test
	void withoutTimeNobodyIsTold() {
		Client client = connectMultiplexed();
		assertThat(this.server.context().handover().begin(Duration.ZERO)).isDone();
		assertThat(client.read()).isEmpty();
	}

	@Test
	void callsInFlightHaveHalfOfTheGracePeriod() {
		Handover handover = this.server.context().handover();
		assertThat(handover.timeout(Duration.ofSeconds(30))).isEqualTo(TIMEOUT);
		assertThat(handover.timeout(Duration.ofSeconds(10))).isEqualTo(TIMEOUT);
		assertThat(handover.timeout(Duration.ofSeconds(3))).isEqualTo(Duration.ofMillis(1500));
		assertThat(handover.timeout(Duration.ZERO)).isZero();
	}

}
