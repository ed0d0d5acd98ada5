package io.tino.boot.autoconfigure.actuate;

import java.net.SocketAddress;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

import io.tino.server.TinoServer;
import io.tino.transport.SocketAddressFormat;

/**
 * Health of the server: up while it accepts connections.
 *
 * @since 0.1.0
 */
public final class TinoServerHealthIndicator extends AbstractHealthIndicator {

	private final TinoServer server;

	/**
	 * Create an indicator.
	 * @param server the server
	 */
	public TinoServerHealthIndicator(TinoServer server) {
		super("Tino server health check failed");
		this.server = server;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		SocketAddress address = this.server.localAddress();
		if (address == null) {
			builder.down().withDetail("reason", "not running");
		}
		else {
			builder.up().withDetail("address", SocketAddressFormat.describe(address));
		}
	}

}
