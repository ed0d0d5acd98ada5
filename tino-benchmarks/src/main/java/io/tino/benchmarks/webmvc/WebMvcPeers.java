package io.tino.benchmarks.webmvc;

import java.util.List;

import io.tino.benchmarks.peer.Peer;

/**
 * The forms of Spring MVC that are measured.
 */
public final class WebMvcPeers {

	private static final Peer ON_POOL = new WebMvcPeer("webmvc", false);

	private static final Peer ON_VIRTUAL_THREADS = new WebMvcPeer("webmvc-virtual", true);

	private WebMvcPeers() {
	}

	/**
	 * Return all of them: {@code webmvc} has Tomcat's pool of threads, and where Java has
	 * virtual threads, {@code webmvc-virtual} has those.
	 * @return the peers
	 */
	public static List<Peer> all() {
		return (Runtime.version().feature() >= 21) ? List.of(ON_POOL, ON_VIRTUAL_THREADS) : List.of(ON_POOL);
	}

}
