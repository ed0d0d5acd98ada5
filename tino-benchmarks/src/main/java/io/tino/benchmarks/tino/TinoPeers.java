package io.tino.benchmarks.tino;

import java.util.List;

import io.tino.benchmarks.peer.Peer;

/**
 * The forms of Tino that are measured.
 */
public final class TinoPeers {

	private TinoPeers() {
	}

	/**
	 * Return all of them. {@code tino} itself is what a user gets who declares a client
	 * interface and has endpoints on the event loop; the others differ from it in one
	 * thing each.
	 * @return the peers
	 */
	public static List<Peer> all() {
		return List.of(new TinoPeer("tino", TinoServer.OnEventLoop.class, List.of(), TinoTypedClient::new),
				new TinoPeer("tino-template", TinoServer.OnEventLoop.class, List.of(), TinoTemplateClient::new),
				new TinoPeer("tino-plain", TinoServer.OnEventLoop.class,
						List.of("tino.server.multiplexing.enabled=false"), TinoTypedClient::new),
				new TinoPeer("tino-pool", TinoServer.OnWorkers.class, List.of(), TinoTypedClient::new),
				new TinoPeer("tino-virtual", TinoServer.OnWorkers.class, List.of("spring.threads.virtual.enabled=true"),
						TinoTypedClient::new));
	}

}
