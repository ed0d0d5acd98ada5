package io.tino.benchmarks.application;

import org.springframework.context.ConfigurableApplicationContext;

import io.tino.benchmarks.peer.Metered;
import io.tino.benchmarks.peer.PeerServer;

/**
 * A server that is part of an application.
 *
 * @param context the application
 * @param port the port that the server listens on
 */
public record ApplicationServer(ConfigurableApplicationContext context, int port) implements PeerServer, Metered {

	/**
	 * Return the server whose port a property tells.
	 * @param context the application
	 * @param property the property, such as {@code local.server.port}
	 * @return the server
	 */
	public static ApplicationServer of(ConfigurableApplicationContext context, String property) {
		return new ApplicationServer(context, context.getEnvironment().getRequiredProperty(property, int.class));
	}

	@Override
	public void meters(boolean on) {
		this.context.getBean(Metered.class).meters(on);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
