package io.tino.benchmarks.echo;

import io.tino.benchmarks.peer.Peer;
import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.peer.PeerServer;
import io.tino.benchmarks.pipeline.ChannelServer;
import io.tino.benchmarks.pipeline.PipelinedClient;
import io.tino.benchmarks.pipeline.PipelinedConnection;

/**
 * The peer {@code netty-echo}: the server sends back whatever it receives, and the client
 * knows how much that will be. What is sent are the bytes of the arguments alone.
 */
public final class NettyEcho implements Peer {

	@Override
	public String name() {
		return "netty-echo";
	}

	@Override
	public PeerServer startServer() {
		return ChannelServer.start((channel) -> new EchoHandler());
	}

	@Override
	public PeerClient connect(int port, int callers) {
		return new PipelinedClient(PipelinedConnection.open(port), FrameCalls::of);
	}

}
