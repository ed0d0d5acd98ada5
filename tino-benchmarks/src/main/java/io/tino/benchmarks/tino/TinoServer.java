package io.tino.benchmarks.tino;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

import io.tino.benchmarks.peer.PeerServer;

/**
 * An application with an endpoint.
 *
 * @param context the application
 */
record TinoServer(ConfigurableApplicationContext context) implements PeerServer {

	static TinoServer start(Class<?> configuration, String... properties) {
		ConfigurableApplicationContext context = TinoApplication.start(configuration, properties);
		return new TinoServer(context);
	}

	@Override
	public int port() {
		return this.context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Import({ TinoApplication.Common.class, WorkEndpoint.class })
	static class OnEventLoop {

	}

	@Import({ TinoApplication.Common.class, WorkerEndpoint.class })
	static class OnWorkers {

	}

}
