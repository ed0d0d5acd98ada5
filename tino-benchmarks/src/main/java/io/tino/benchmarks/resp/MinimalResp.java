package io.tino.benchmarks.resp;

import io.tino.benchmarks.peer.Peer;
import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.peer.PeerServer;
import io.tino.benchmarks.pipeline.ChannelServer;
import io.tino.benchmarks.pipeline.PipelinedClient;
import io.tino.benchmarks.pipeline.PipelinedConnection;

/**
 * The peer {@code minimal-resp}: parses and answers the requests of Tino's plain form,
 * and has no limits, names, sessions or metrics.
 */
public final class MinimalResp implements Peer {

	@Override
	public String name() {
		return "minimal-resp";
	}

	@Override
	public PeerServer startServer() {
		return ChannelServer.start(MinimalRespHandler::new);
	}

	@Override
	public PeerClient connect(int port, int callers) {
		return new PipelinedClient(PipelinedConnection.open(port), RespCalls::of);
	}

}
