package io.tino.benchmarks.grpc;

import java.util.List;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

import io.tino.benchmarks.application.ApplicationServer;
import io.tino.benchmarks.application.PeerApplication;
import io.tino.benchmarks.peer.Peer;
import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.peer.PeerServer;

/**
 * grpc-java on Netty with Protocol Buffers, as Spring Boot configures it but for messages
 * of up to 32 MiB, and for what observes calls.
 *
 * @param name its name
 * @param direct whether services and observers run on the event loop, which is fastest,
 * instead of on the executors that grpc-java has by default
 * @param observed whether calls are observed and metered, as Spring Boot has it, which
 * takes longer than the calls themselves
 */
public record GrpcPeer(String name, boolean direct, boolean observed) implements Peer {

	/** The size of messages that must be enough, in bytes. */
	static final int MAX_MESSAGE_SIZE = 32 * 1024 * 1024;

	/**
	 * Return all forms: {@code grpc} runs on the event loop, {@code grpc-pool} on
	 * executors, both without meters; {@code grpc-spring} has them.
	 * @return the peers
	 */
	public static List<Peer> all() {
		return List.of(new GrpcPeer("grpc", true, false), new GrpcPeer("grpc-pool", false, false),
				new GrpcPeer("grpc-spring", true, true));
	}

	@Override
	public PeerServer startServer() {
		ConfigurableApplicationContext context = PeerApplication.start(
				this.direct ? GrpcService.OnEventLoop.class : GrpcService.OnExecutor.class,
				"spring.grpc.server.enabled=true", "spring.grpc.server.address=127.0.0.1", "spring.grpc.server.port=0",
				"spring.grpc.server.observation.enabled=" + this.observed,
				"spring.grpc.server.inbound.message.max-size=" + MAX_MESSAGE_SIZE + "B");
		return new ApplicationServer(context, context.getBean(GrpcServerLifecycle.class).getPort());
	}

	@Override
	public PeerClient connect(int port, int callers) {
		return GrpcClient.connect(PeerApplication.start(Client.class, "spring.grpc.client.enabled=true",
				"spring.grpc.client.observation.enabled=" + this.observed), port, this.direct);
	}

	static class Client {

	}

}
