package io.tino.benchmarks.webmvc;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

import io.tino.benchmarks.application.ApplicationServer;
import io.tino.benchmarks.application.PeerApplication;
import io.tino.benchmarks.http.WorkController;
import io.tino.benchmarks.peer.Peer;
import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.peer.PeerServer;

/**
 * Spring MVC on Tomcat, called by {@code RestClient} on Apache HttpClient, as Spring Boot
 * configures them but for two things that help: connections are kept alive for good, not
 * for 100 requests, and the client may have a connection for each caller.
 *
 * @param name its name
 * @param virtualThreads whether the server has virtual threads instead of Tomcat's pool
 */
record WebMvcPeer(String name, boolean virtualThreads) implements Peer {

	@Override
	public PeerServer startServer() {
		ConfigurableApplicationContext context = PeerApplication.start(WebApplicationType.SERVLET, WorkController.class,
				"server.tomcat.max-keep-alive-requests=-1", "spring.threads.virtual.enabled=" + this.virtualThreads);
		return ApplicationServer.of(context, "local.server.port");
	}

	@Override
	public PeerClient connect(int port, int callers) {
		ConfigurableApplicationContext context = PeerApplication.start(WebMvcClient.Configuration.class,
				"work.port=" + port, "work.callers=" + callers);
		return new WebMvcClient(context);
	}

}
