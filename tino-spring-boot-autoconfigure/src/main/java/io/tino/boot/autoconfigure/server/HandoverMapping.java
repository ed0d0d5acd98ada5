package io.tino.boot.autoconfigure.server;

import java.net.InetSocketAddress;

import org.springframework.boot.context.properties.PropertyMapper;

import io.tino.boot.autoconfigure.CheckedProperty;
import io.tino.boot.autoconfigure.server.TinoServerProperties.Handover;
import io.tino.server.NettyTinoServer;

/**
 * Hands the properties of how clients move to the builder of the server.
 */
final class HandoverMapping {

	private HandoverMapping() {
	}

	static void apply(Handover handover, NettyTinoServer.Builder builder) {
		PropertyMapper map = PropertyMapper.get();
		map.from(handover::getTimeout)
			.to(CheckedProperty.setter("tino.server.handover.timeout", builder::handoverTimeout));
		map.from(handover::getEndpoint)
			.whenHasText()
			.to(CheckedProperty.setter("tino.server.handover.endpoint",
					(endpoint) -> builder.handoverEndpoint(parse(endpoint.strip()))));
	}

	private static InetSocketAddress parse(String endpoint) {
		int colon = endpoint.lastIndexOf(':');
		String host = endpoint.substring(0, Math.max(colon, 0));
		if (host.isBlank() || !endpoint.substring(colon + 1).matches("[0-9]{1,5}")) {
			throw new IllegalArgumentException("It must be host:port, such as calculator.example.org:7777");
		}
		return InetSocketAddress.createUnresolved(host, Integer.parseInt(endpoint.substring(colon + 1)));
	}

}
