package io.tino.server;

import java.security.Principal;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.command.Execution;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SlowLogCommand} and what is logged.
 */
class SlowLogCommandTests {

	private final TestServer server = new TestServer(
			TestCommand.of("NAP", (spec) -> spec.arguments(1, 2).execution(Execution.EVENT_LOOP), (call) -> {
				server().pass(Duration.ofMillis(TestCommand.readInt(call, 0)));
				TestCommand.reply(call, "rested");
			}), TestCommand.of("WORK", (spec) -> spec.arguments(0, 1), (call) -> TestCommand.reply(call, "done")));

	private TestServer server() {
		return this.server;
	}

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@Test
	void showsWhatWasCalledAndHowLongItTook() {
		TestServer.Client client = this.server.connect();
		client.send("CLIENT SETNAME tina", "TINO.JSON NAP 9", "TINO.JSON NAP 10 \"\\x00\\xff\"");
		assertThat(client.send("SLOWLOG GET")).isEqualTo("*1\r\n*6\r\n:0\r\n:1785585600\r\n:10000\r\n"
				+ "*4\r\n$9\r\nTINO.JSON\r\n$3\r\nNAP\r\n$2\r\n10\r\n$2\r\n\u0000\u00ff\r\n"
				+ "$15\r\n127.0.0.1:50000\r\n$4\r\ntina\r\n");
	}

	@Test
	void theWaitForAWorkerCounts() {
		TestServer.Client client = this.server.connect();
		client.send("WORK");
		this.server.pass(Duration.ofSeconds(2));
		this.server.work();
		assertThat(client.send("SLOWLOG GET")).endsWith(
				"*6\r\n:0\r\n:1785585602\r\n:2000000\r\n*1\r\n$4\r\nWORK\r\n$15\r\n127.0.0.1:50000\r\n$0\r\n\r\n");
	}

	@Test
	void keepsTheLatest() {
		this.server.settings.slowLogMaxLength = 3;
		TestServer.Client client = this.server.connect();
		for (int i = 0; i < 5; i++) {
			client.send("TINO.JSON NAP 20");
		}
		assertThat(client.send("SLOWLOG LEN")).isEqualTo(":3\r\n");
		assertThat(client.send("SLOWLOG GET 2")).startsWith("*2\r\n*6\r\n:4\r\n").contains("*6\r\n:3\r\n");
		assertThat(client.send("SLOWLOG GET -1")).startsWith("*3\r\n*6\r\n:4\r\n");
		assertThat(client.send("SLOWLOG GET 0")).isEqualTo("*0\r\n");
		assertThat(client.send("SLOWLOG RESET", "SLOWLOG LEN")).isEqualTo("+OK\r\n:0\r\n");
		client.send("TINO.JSON NAP 20");
		assertThat(client.send("SLOWLOG GET")).startsWith("*1\r\n*6\r\n:5\r\n");
	}

	@Test
	void showsTenUnlessToldOtherwise() {
		TestServer.Client client = this.server.connect();
		for (int i = 0; i < 11; i++) {
			client.send("TINO.JSON NAP 20");
		}
		assertThat(client.send("SLOWLOG GET")).startsWith("*10\r\n");
	}

	@Test
	void withoutThresholdLogsEverythingAndWithANegativeOneNothing() {
		this.server.settings.slowLogThreshold = Duration.ZERO;
		assertThat(this.server.connect().send("PING", "SLOWLOG LEN")).isEqualTo("+PONG\r\n:1\r\n");
		TestServer off = new TestServer();
		off.settings.slowLogThreshold = Duration.ofMillis(-1);
		assertThat(off.connect().send("PING", "SLOWLOG LEN")).isEqualTo("+PONG\r\n:0\r\n");
		off.close();
	}

	@Test
	void whenItsLengthIsZeroKeepsNothing() {
		this.server.settings.slowLogMaxLength = 0;
		this.server.settings.slowLogThreshold = Duration.ZERO;
		assertThat(this.server.connect().send("PING", "SLOWLOG LEN")).isEqualTo("+PONG\r\n:0\r\n");
	}

	@Test
	void showsTheCallsOfATransactionNotTheWhole() {
		TestServer.Client client = this.server.connect();
		client.send("TINO.FORMAT json", "MULTI", "NAP 30", "PING");
		client.work("EXEC");
		assertThat(client.send("SLOWLOG GET")).startsWith("*1\r\n*6\r\n:0\r\n")
			.contains(":30000\r\n*2\r\n$3\r\nNAP\r\n$2\r\n30\r\n");
	}

	@Test
	void showsNoPasswords() {
		this.server.settings.authenticator = (credentials, connection) -> {
			this.server.pass(Duration.ofSeconds(1));
			return principal();
		};
		TestServer.Client client = this.server.connect();
		client.work("AUTH tina secret");
		client.work("HELLO 2 AUTH tina secret SETNAME x");
		assertThat(client.send("SLOWLOG GET")).startsWith("*2\r\n")
			.doesNotContain("secret")
			.contains("$4\r\nAUTH\r\n$10\r\n(redacted)\r\n$10\r\n(redacted)\r\n$7\r\nSETNAME\r\n$1\r\nx\r\n")
			.contains("*3\r\n$4\r\nAUTH\r\n$10\r\n(redacted)\r\n$10\r\n(redacted)\r\n");
	}

	private static Principal principal() {
		return () -> "tina";
	}

	@Test
	void refusesWhatRedisRefuses() {
		TestServer.Client client = this.server.connect();
		assertThat(client.send("SLOWLOG GET x", "SLOWLOG GET -2", "SLOWLOG GET 99999999999999999999"))
			.isEqualTo("-ERR count should be greater than or equal to -1\r\n".repeat(3));
		assertThat(client.send("SLOWLOG get 1 2"))
			.isEqualTo("-ERR unknown subcommand or wrong number of arguments for 'get'. Try SLOWLOG HELP.\r\n");
		this.server.settings.administration = (connection) -> false;
		assertThat(client.send("SLOWLOG LEN"))
			.isEqualTo("-NOPERM User default has no permissions to run the 'slowlog|len' command\r\n");
	}

}
