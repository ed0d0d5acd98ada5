package io.tino.testing;

import java.io.UncheckedIOException;

import org.junit.jupiter.api.Test;

import io.tino.resp.RespValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link RedisServer}.
 */
class RedisServerTests {

	@Test
	void answersUntilItIsClosed() {
		RedisServer server = RedisServer.start();
		try (server; RespSocket socket = server.connect()) {
			assertThat(socket.send("PING\r\n").read()).isEqualTo(new RespValue.SimpleString("PONG"));
		}
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(server::connect);
	}

	@Test
	void takesArguments() {
		try (RedisServer server = RedisServer.start("--requirepass", "secret"); RespSocket socket = server.connect()) {
			assertThat(socket.send("PING\r\n").read())
				.isEqualTo(new RespValue.SimpleError("NOAUTH Authentication required."));
		}
	}

	@Test
	void saysWhyItDoesNotStart() {
		assertThatIllegalStateException().isThrownBy(() -> RedisServer.start("--nonsense", "1"))
			.withMessageContaining("nonsense");
	}

}
