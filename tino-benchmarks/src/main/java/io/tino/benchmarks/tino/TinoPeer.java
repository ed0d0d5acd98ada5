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
 * @param clientProperties properties of the client
 * @param calls how the client makes calls
 */
record TinoPeer(String name, Class<?> endpoint, List<String> properties, List<String> clientProperties,
		Function<ConfigurableApplicationContext, PeerClient> calls) implements Peer {

	@Override
	public PeerServer startServer() {
		return TinoServer.start(this.endpoint, with(this.properties, "tino.server.enabled=true", "tino.server.port=0",
				"tino.server.max-request-size=32MB"));
	}

	@Override
	public PeerClient connect(int port, int callers) {
		return this.calls.apply(PeerApplication.start(TinoTypedClient.Configuration.class,
				with(this.clientProperties, "tino.client.enabled=true", "tino.client.address=127.0.0.1:" + port)));
	}

	private static String[] with(List<String> properties, String... further) {
		return Stream.concat(Stream.of(further), properties.stream()).toArray(String[]::new);
	}

}
