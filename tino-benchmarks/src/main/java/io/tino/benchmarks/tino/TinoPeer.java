package io.tino.benchmarks.tino;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.springframework.context.ConfigurableApplicationContext;

import io.tino.benchmarks.application.PeerApplication;
import io.tino.benchmarks.peer.Peer;
import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.peer.PeerServer;

/**
 * Tino in one of its forms.
 *
 * @param name the name of the form
 * @param endpoint the configuration that has the endpoint
 * @param properties properties of the server
 * @param client the configuration of the client
 * @param calls how the client makes calls
 */
record TinoPeer(String name, Class<?> endpoint, List<String> properties, Class<?> client,
		Function<ConfigurableApplicationContext, PeerClient> calls) implements Peer {

	@Override
	public PeerServer startServer() {
		return TinoServer.start(this.endpoint, allProperties());
	}

	@Override
	public PeerClient connect(int port, int callers) {
		return this.calls.apply(PeerApplication.start(this.client, "tino.client.enabled=true",
				"tino.client.address=127.0.0.1:" + port));
	}

	private String[] allProperties() {
		return Stream
			.concat(Stream.of("tino.server.enabled=true", "tino.server.port=0", "tino.server.max-request-size=32MB"),
					this.properties.stream())
			.toArray(String[]::new);
	}

}
