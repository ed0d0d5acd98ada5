package io.tino.benchmarks.tino;

import java.util.List;
import java.util.function.Function;

import org.springframework.context.ConfigurableApplicationContext;

import io.tino.benchmarks.peer.Peer;
import io.tino.benchmarks.peer.PeerClient;

/**
 * The forms of Tino that are measured.
 */
public final class TinoPeers {

	private TinoPeers() {
	}

	/**
	 * Return all of them. {@code tino} itself is what a user gets who declares a client
	 * interface and has endpoints on the event loop; the others differ from it in one
	 * thing each: {@code tino-switched} has meters that can be turned off.
	 * @return the peers
	 */
	public static List<Peer> all() {
		return List.of(onEventLoop("tino", List.of(), TinoTypedClient::new),
				onEventLoop("tino-template", List.of(), TinoTemplateClient::new),
				onEventLoop("tino-plain", List.of("tino.server.multiplexing.enabled=false"), TinoTypedClient::new),
				new TinoPeer("tino-switched", TinoServer.Switched.class, List.of(), TinoTypedClient.Switched.class,
						TinoTypedClient::new),
				onWorkers("tino-pool", List.of()),
				onWorkers("tino-virtual", List.of("spring.threads.virtual.enabled=true")));
	}

	private static Peer onEventLoop(String name, List<String> properties,
			Function<ConfigurableApplicationContext, PeerClient> calls) {
		return new TinoPeer(name, TinoServer.OnEventLoop.class, properties, TinoTypedClient.Configuration.class, calls);
	}

	private static Peer onWorkers(String name, List<String> properties) {
		return new TinoPeer(name, TinoServer.OnWorkers.class, properties, TinoTypedClient.Configuration.class,
				TinoTypedClient::new);
	}

}
