package io.tino.server;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.tino.command.TinoConnection;
import io.tino.server.TestServer.Client;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what is told of those who fail to authenticate. What they are answered is
 * tested over real sockets.
 */
class AuthenticationTests {

	private final List<String> events = new ArrayList<>();

	@Test
	void whoGoesBeforeTheLastAnswerHasNotBeenEvicted() {
		TestServer server = new TestServer();
		server.settings.authenticator = (credentials, connection) -> null;
		server.settings.maxAuthenticationFailures = 1;
		server.settings.listener = new TinoServerListener() {

			@Override
			public void connectionEvicted(TinoConnection connection, ConnectionLimit limit) {
				AuthenticationTests.this.events.add("evicted " + limit);
			}

			@Override
			public void connectionClosed(TinoConnection connection) {
				AuthenticationTests.this.events.add("closed");
			}

		};
		Client client = server.connect();
		assertThat(client.exchange("AUTH wrong\r\n")).isEmpty();
		client.close();
		server.close();
		assertThat(this.events).containsExactly("closed");
	}

}
