package io.tino.benchmarks.webflux;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

import io.tino.benchmarks.application.ApplicationServer;
import io.tino.benchmarks.application.PeerApplication;
import io.tino.benchmarks.http.WorkController;
import io.tino.benchmarks.peer.Peer;
import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.peer.PeerServer;

/**
 * WebFlux on Reactor Netty, called by {@code WebClient} on the same, as Spring Boot
 * configures them but for bodies of up to 32 MiB, and a connection for each caller if the
 * client wants one.
 */
public final class WebFluxPeer implements Peer {

	private static final String LARGE_BODIES = "spring.http.codecs.max-in-memory-size=32MB";

	/** Tomcat is on the class path for another peer. */
	private static final String NO_TOMCAT = "spring.autoconfigure.exclude="
			+ TomcatReactiveWebServerAutoConfiguration.class.getName();

	@Override
	public String name() {
		return "webflux";
	}

	@Override
	public PeerServer startServer() {
		ConfigurableApplicationContext context = PeerApplication.start(WebApplicationType.REACTIVE,
				WorkController.class, LARGE_BODIES, NO_TOMCAT);
		return ApplicationServer.of(context, "local.server.port");
	}

	@Override
	public PeerClient connect(int port, int callers) {
		ConfigurableApplicationContext context = PeerApplication.start(WebFluxClient.Configuration.class, LARGE_BODIES,
				"work.port=" + port, "work.callers=" + callers);
		return new WebFluxClient(context);
	}

}
