package io.tino.server;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MemoryCommand}.
 */
class MemoryCommandTests {

	private final TestServer server = new TestServer();

	private final TestServer.Client client = this.server.connect();

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			MEMORY USAGE x              ; $-1
			MEMORY USAGE x SAMPLES 5    ; $-1
			MEMORY USAGE x y            ; -ERR syntax error
			MEMORY USAGE x SAMPLES      ; -ERR syntax error
			MEMORY USAGE x SAMPLES -1   ; -ERR syntax error
			MEMORY USAGE x SAMPLES y    ; -ERR value is not an integer or out of range
			MEMORY USAGE                ; -ERR wrong number of arguments for 'memory|usage' command
			""")
	void thereAreNoKeys(String request, String reply) {
		this.server.settings.administration = (connection) -> false;
		assertThat(this.client.send(request)).isEqualTo(reply + "\r\n");
	}

	@Test
	void tellsWhatTakesHowMuch() {
		String statistics = this.client.send("HELLO 3", "MEMORY STATS");
		assertThat(statistics).contains("%9\r\n$14\r\npeak.allocated\r\n:",
				"$8\r\nheap.max\r\n:" + Runtime.getRuntime().maxMemory() + "\r\n");
		assertThat(this.client.send("MEMORY DOCTOR")).startsWith("=").contains("txt:The heap uses ");
		assertThat(this.client.send("MEMORY MALLOC-STATS")).startsWith("=")
			.containsPattern("bytes outside of the heap: [1-9]");
	}

	@Test
	void collectsGarbageWhereThatDisturbsNobody() {
		assertThat(this.client.send("MEMORY PURGE")).isEmpty();
		assertThat(this.client.work("PING")).isEqualTo("+OK\r\n+PONG\r\n");
	}

	@Test
	void isForAdministratorsButForTheUsageOfKeys() {
		this.server.settings.administration = (connection) -> false;
		for (String call : new String[] { "STATS", "DOCTOR", "PURGE", "MALLOC-STATS" }) {
			assertThat(this.client.send("MEMORY " + call)).startsWith("-NOPERM ");
		}
	}

}
