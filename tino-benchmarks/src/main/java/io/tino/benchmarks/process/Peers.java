package io.tino.benchmarks.process;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.tino.benchmarks.echo.NettyEcho;
import io.tino.benchmarks.grpc.GrpcPeer;
import io.tino.benchmarks.peer.Peer;
import io.tino.benchmarks.resp.MinimalResp;
import io.tino.benchmarks.rsocket.RSocketPeer;
import io.tino.benchmarks.tino.TinoPeers;
import io.tino.benchmarks.webflux.WebFluxPeer;
import io.tino.benchmarks.webmvc.WebMvcPeers;

/**
 * All peers, by their names.
 */
public final class Peers {

	private static final Map<String, Peer> ALL = Stream
		.of(TinoPeers.all(), WebMvcPeers.all(), List.of(new WebFluxPeer()), GrpcPeer.all(), RSocketPeer.all(),
				List.of(new MinimalResp(), new NettyEcho()))
		.flatMap(List::stream)
		.collect(Collectors.toMap(Peer::name, Function.identity()));

	private Peers() {
	}

	/**
	 * Return all peers that run on this Java.
	 * @return the peers, in no order
	 */
	public static Collection<Peer> all() {
		return ALL.values();
	}

	/**
	 * Find a peer.
	 * @param name its name
	 * @return the peer
	 * @throws IllegalArgumentException if there is none
	 */
	public static Peer named(String name) {
		Peer peer = ALL.get(name);
		if (peer == null) {
			throw new IllegalArgumentException("No peer is named " + name + ": there are " + ALL.keySet());
		}
		return peer;
	}

}
