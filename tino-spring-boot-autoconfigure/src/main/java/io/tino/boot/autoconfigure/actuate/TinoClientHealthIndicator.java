package io.tino.boot.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

import io.tino.client.TinoClient;
import io.tino.client.TinoCommandException;
import io.tino.client.TinoException;
import io.tino.client.TinoNode;

/**
 * Health of the client: up if a server answers a ping. The details tell the state of each
 * server.
 *
 * @since 0.1.0
 */
public final class TinoClientHealthIndicator extends AbstractHealthIndicator {

	private final Supplier<TinoClient> client;

	private final boolean required;

	/**
	 * Create an indicator.
	 * @param client the client
	 * @param required whether the application needs the client. If not, a server that
	 * refuses to talk to it says nothing of the application's health
	 */
	public TinoClientHealthIndicator(TinoClient client, boolean required) {
		this(() -> client, required);
	}

	/**
	 * Create an indicator of a client that may not have been made yet.
	 * @param client gives the client, and is asked for each check
	 * @param required whether the application needs the client. If not, a server that
	 * refuses to talk to it says nothing of the application's health
	 */
	public TinoClientHealthIndicator(Supplier<TinoClient> client, boolean required) {
		super("Tino client health check failed");
		this.client = client;
		this.required = required;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		TinoClient client = this.client.get();
		long start = System.nanoTime();
		try {
			client.ping().join();
			long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
			builder.up().withDetail("ping", micros + " us");
		}
		catch (CompletionException ex) {
			boolean refused = ex.getCause() instanceof TinoCommandException;
			Health.Builder unhealthy = (refused && !this.required) ? builder.unknown() : builder.down();
			if (ex.getCause() instanceof TinoException failure) {
				unhealthy.withDetail("code", failure.code());
			}
			unhealthy.withException(ex.getCause());
		}
		Map<String, TinoNode.State> nodes = nodes(client);
		if (!nodes.isEmpty()) {
			builder.withDetail("servers", nodes);
		}
	}

	private Map<String, TinoNode.State> nodes(TinoClient client) {
		Map<String, TinoNode.State> nodes = new LinkedHashMap<>();
		for (TinoNode node : client.nodes()) {
			nodes.put(node.address(), node.state());
		}
		return nodes;
	}

}
