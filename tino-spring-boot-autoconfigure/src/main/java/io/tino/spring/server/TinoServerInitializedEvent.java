package io.tino.spring.server;

import java.io.Serial;

import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;

import io.tino.server.TinoServer;

/**
 * Published when a server of the application context accepts connections.
 *
 * @since 0.1.0
 */
public final class TinoServerInitializedEvent extends ApplicationContextEvent {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient TinoServer server;

	/**
	 * Create an event.
	 * @param context the application context
	 * @param server the server
	 */
	public TinoServerInitializedEvent(ApplicationContext context, TinoServer server) {
		super(context);
		this.server = server;
	}

	/**
	 * Return the server.
	 * @return the server, running
	 */
	public TinoServer server() {
		return this.server;
	}

}
