package io.tino.sample;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.tino.resp.RespValue;
import io.tino.testing.RespSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for transactions that are those of the database.
 */
class TransactionTests {

	private static final String NOTE = "CREATE_NOTE '{\"text\": \"buy milk\", \"completed\": false}'";

	private static SampleServer sample;

	@BeforeAll
	static void start() {
		sample = SampleServer.start("tino.server.transactions=spring");
	}

	@AfterAll
	static void stop() {
		sample.close();
	}

	@Test
	void aCallThatFailsUndoesAllOthers() {
		try (RespSocket socket = sample.connect()) {
			socket.send("MULTI\r\nTINO.JSON " + NOTE + "\r\nTINO.JSON CREATE_NOTE '{}'\r\nEXEC\r\n").read(3);
			assertThat(((RespValue.SimpleError) socket.read()).text())
				.startsWith("EXECABORT Transaction rolled back because of: VALIDATION_ERROR [");
			assertThat(socket.json("READ_NOTES")).isEqualTo("[]");
			socket.send("MULTI\r\nTINO.JSON " + NOTE + "\r\nTINO.JSON READ_NOTES\r\nEXEC\r\n").read(3);
			assertThat(((RespValue.Array) socket.read()).elements()).hasSize(2);
			assertThat(socket.json("READ_NOTES")).contains("buy milk");
			socket.send("MULTI\r\nTINO.JSON " + NOTE + "\r\nDISCARD\r\n").read(3);
			assertThat(socket.json("READ_NOTES")).containsOnlyOnce("buy milk");
		}
	}

}
