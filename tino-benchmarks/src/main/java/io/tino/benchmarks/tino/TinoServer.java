package io.tino.benchmarks.tino;

import org.springframework.context.annotation.Import;

import io.tino.benchmarks.application.ApplicationServer;
import io.tino.benchmarks.application.PeerApplication;
import io.tino.benchmarks.peer.PeerServer;

/**
 * Starts applications with an endpoint.
 */
final class TinoServer {

	private TinoServer() {
	}

	static PeerServer start(Class<?> configuration, String... properties) {
		return ApplicationServer.of(PeerApplication.start(configuration, properties), "local.tino.port");
	}

	@Import(WorkEndpoint.class)
	static class OnEventLoop {

	}

	@Import({ WorkEndpoint.class, MeterSwitch.class })
	static class Switched {

	}

	@Import(WorkerEndpoint.class)
	static class OnWorkers {

	}

}
