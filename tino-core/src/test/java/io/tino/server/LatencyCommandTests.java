package io.tino.server;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.command.Execution;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LatencyCommand}.
 */
class LatencyCommandTests {

	private final TestServer server = new TestServer(
			TestCommand.of("NAP", (spec) -> spec.arguments(1, 1).execution(Execution.EVENT_LOOP), (call) -> {
				server().pass(Duration.ofMillis(TestCommand.readInt(call, 0)));
				TestCommand.reply(call, "rested");
			}), TestCommand.of("WORK", (spec) -> spec, (call) -> TestCommand.reply(call, "done")));

	private final TestServer.Client client = this.server.connect();

	private TestServer server() {
		return this.server;
	}

	private void nap(int millis) {
		this.client.send("TINO.JSON NAP " + millis);
	}

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@Test
	void keepsTheSlowestCallOfEachSecond() {
		nap(9);
		nap(30);
		nap(20);
		this.server.pass(Duration.ofSeconds(5));
		nap(25);
		assertThat(this.client.send("LATENCY HISTORY fast-command"))
			.isEqualTo("*2\r\n*2\r\n:1785585600\r\n:30\r\n*2\r\n:1785585605\r\n:25\r\n");
		assertThat(this.client.send("LATENCY LATEST"))
			.isEqualTo("*1\r\n*4\r\n$12\r\nfast-command\r\n:1785585605\r\n:25\r\n:30\r\n");
	}

	@Test
	void whatIsSlowOnWorkersIsAnotherEvent() {
		this.client.send("WORK");
		this.server.pass(Duration.ofSeconds(1));
		assertThat(this.client.work("LATENCY RESET")).isEqualTo("$5\r\n\u00a4done\r\n:1\r\n");
		this.client.send("WORK");
		this.server.pass(Duration.ofSeconds(1));
		assertThat(this.client.work("LATENCY LATEST"))
			.endsWith("*1\r\n*4\r\n$7\r\ncommand\r\n:1785585602\r\n:1000\r\n:1000\r\n");
		assertThat(this.client.send("LATENCY HISTORY fast-command")).isEqualTo("*0\r\n");
	}

	@Test
	void keepsABoundedNumberOfSeconds() {
		for (int i = 0; i < 200; i++) {
			nap(50);
			this.server.pass(Duration.ofSeconds(1));
		}
		assertThat(this.client.send("LATENCY HISTORY fast-command")).startsWith("*160\r\n");
	}

	@Test
	void forgetsWhatItIsToldTo() {
		nap(50);
		assertThat(this.client.send("LATENCY RESET command nope")).isEqualTo(":0\r\n");
		assertThat(this.client.send("LATENCY RESET fast-command FAST-COMMAND")).isEqualTo(":1\r\n");
		assertThat(this.client.send("LATENCY LATEST")).isEqualTo("*0\r\n");
		nap(50);
		assertThat(this.client.send("LATENCY RESET", "LATENCY RESET")).isEqualTo(":1\r\n:0\r\n");
	}

	@Test
	void countsCallsByHowLongTheyTook() {
		nap(1);
		nap(1);
		nap(3);
		this.client.send("CLIENT ID", "NOPE");
		assertThat(this.client.send("LATENCY HISTOGRAM NAP nope")).isEqualTo(
				"*2\r\n$3\r\nnap\r\n*4\r\n$5\r\ncalls\r\n:3\r\n$14\r\nhistogram_usec\r\n*4\r\n:1048\r\n:2\r\n:4194\r\n:3\r\n");
		assertThat(this.client.send("LATENCY HISTOGRAM nope")).isEqualTo("*0\r\n");
		assertThat(this.client.send("HELLO 3", "LATENCY HISTOGRAM client")).endsWith(
				"%1\r\n$9\r\nclient|id\r\n%2\r\n$5\r\ncalls\r\n:1\r\n$14\r\nhistogram_usec\r\n%1\r\n:1\r\n:1\r\n");
		assertThat(this.client.send("LATENCY HISTOGRAM")).startsWith("%4\r\n");
	}

	@Test
	void drawsAnEvent() {
		assertThat(this.client.send("LATENCY GRAPH command"))
			.isEqualTo("-ERR No samples available for event 'command'\r\n");
		nap(40);
		this.server.pass(Duration.ofMinutes(2));
		nap(10);
		assertThat(this.client.send("LATENCY GRAPH fast-command"))
			.contains("fast-command - high 40 ms, low 10 ms (all time high 40 ms)\n" + "-".repeat(80)
					+ "\n# \n# \n# \n##\n20\nms\n");
	}

	@Test
	void saysWhatToMakeOfIt() {
		assertThat(this.client.send("LATENCY DOCTOR")).contains("No call has taken 10 ms or longer.");
		nap(40);
		assertThat(this.client.send("LATENCY DOCTOR")).contains(
				"fast-command: slow in 1 different seconds, 40 ms in the mean, 40 ms at worst.",
				"let such commands run on workers");
	}

	@Test
	void isForAdministrators() {
		this.server.settings.administration = (connection) -> false;
		for (String call : new String[] { "LATEST", "HISTORY x", "RESET", "DOCTOR", "GRAPH x", "HISTOGRAM" }) {
			assertThat(this.client.send("LATENCY " + call)).startsWith("-NOPERM ");
		}
	}

	@Test
	void authenticatingKeepsNoEventLoopWaiting() {
		try (TestServer authenticating = new TestServer()) {
			authenticating.settings.authenticator = (credentials, connection) -> {
				authenticating.pass(Duration.ofSeconds(1));
				return null;
			};
			authenticating.settings.authenticationFailureDelay = Duration.ZERO;
			TestServer.Client client = authenticating.connect();
			assertThat(client.work("AUTH wrong")).startsWith("-WRONGPASS");
			assertThat(client.send("LATENCY LATEST")).contains("\r\ncommand\r\n").doesNotContain("fast-command");
		}
	}

}
