package io.tino.benchmarks.rsocket;

import java.util.List;
import java.util.function.Function;

import io.rsocket.transport.netty.server.CloseableChannel;
import org.springframework.context.ConfigurableApplicationContext;

import io.tino.benchmarks.application.ApplicationServer;
import io.tino.benchmarks.application.PeerApplication;
import io.tino.benchmarks.peer.Peer;
import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.peer.PeerServer;

/**
 * RSocket over TCP, one connection for all callers. Nothing is copied where payloads are
 * decoded, and those that no frame could hold are sent in fragments. Neither Spring Boot
 * nor Spring meters RSocket.
 *
 * @param name its name
 * @param server the configuration of the server
 * @param client the configuration of the client
 * @param calls how the client makes calls
 */
public record RSocketPeer(String name, Class<?> server, Class<?> client,
		Function<ConfigurableApplicationContext, PeerClient> calls) implements Peer {

	/** The size of fragments in bytes: whatever is smaller is sent as it is. */
	static final int FRAGMENT_SIZE = 1024 * 1024;

	/**
	 * Return all forms: {@code rsocket} is rsocket-java itself, as fast as users can
	 * write it, and {@code rsocket-spring} has Spring's message handler and requester.
	 * @return the peers
	 */
	public static List<Peer> all() {
		return List.of(
				new RSocketPeer("rsocket", PlainConfiguration.Server.class, PlainConfiguration.Client.class,
						PlainClient::new),
				new RSocketPeer("rsocket-spring", SpringConfiguration.Server.class, SpringConfiguration.Client.class,
						SpringClient::new));
	}

	@Override
	public PeerServer startServer() {
		ConfigurableApplicationContext context = PeerApplication.start(this.server);
		return new ApplicationServer(context, context.getBean(CloseableChannel.class).address().getPort());
	}

	@Override
	public PeerClient connect(int port, int callers) {
		return this.calls.apply(PeerApplication.start(this.client, "work.port=" + port));
	}

}
