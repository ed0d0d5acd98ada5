package io.tino.server;

import java.util.Locale;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.command.Execution;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for those who look at the calls of others. What Redis has, too, is compared with
 * it elsewhere.
 */
class MonitorsTests {

	private final Locale locale = Locale.getDefault();

	private final TestServer server = new TestServer(
			TestCommand.of("WORK", (spec) -> spec.execution(Execution.WORKER), (call) -> TestCommand.reply(call, 7)));

	@AfterEach
	void close() {
		Locale.setDefault(this.locale);
		this.server.close();
	}

	@Test
	void theTimeIsInDigitsThatClientsRead() {
		Locale.setDefault(Locale.forLanguageTag("ar-EG"));
		assertThat(this.server.connect().send("MONITOR", "PING"))
			.isEqualTo("+OK\r\n+PONG\r\n+1785585600.123456 [0 127.0.0.1:50000] \"PING\"\r\n");
	}

	@Test
	void aCallEndsEvenIfItCannotBeShown() {
		TestServer.Client client = this.server.connect();
		this.server.connect().send("MONITOR");
		this.server.breakClock();
		assertThat(client.send("CLIENT REPLY SKIP", "PING", "PING")).isEqualTo("+PONG\r\n");
		assertThat(client.work("TINO.JSON WORK")).isEqualTo("$1\r\n7\r\n");
		assertThat(client.send("PING")).isEqualTo("+PONG\r\n");
	}

}
