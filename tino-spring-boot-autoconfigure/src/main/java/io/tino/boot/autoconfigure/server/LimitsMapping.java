package io.tino.boot.autoconfigure.server;

import java.time.Duration;
import java.util.function.Consumer;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.util.unit.DataSize;

import io.tino.boot.autoconfigure.CheckedProperty;
import io.tino.boot.autoconfigure.server.TinoServerProperties.Limits;
import io.tino.boot.autoconfigure.server.TinoServerProperties.Output;
import io.tino.boot.autoconfigure.server.TinoServerProperties.Unauthenticated;
import io.tino.server.NettyTinoServer;

/**
 * Hands the limits that are properties to the builder of the server.
 */
final class LimitsMapping {

	private static final PropertyMapper map = PropertyMapper.get();

	private LimitsMapping() {
	}

	static void apply(Limits limits, NettyTinoServer.Builder builder) {
		applyConnections(limits, builder);
		applyRequests(limits, builder);
		applyAuthentication(limits, builder);
		applyUnauthenticated(limits.getUnauthenticated(), builder);
		applyOutput(limits.getOutput(), builder);
	}

	private static void applyConnections(Limits limits, NettyTinoServer.Builder builder) {
		map.from(limits::getMaxConnections).to(setter("max-connections", builder::maxConnections));
		map.from(limits::getMaxConnectionsPerAddress)
			.to(setter("max-connections-per-address", builder::maxConnectionsPerAddress));
		map.from(limits::getMaxSubscriptions).to(setter("max-subscriptions", builder::maxSubscriptions));
		map.from(limits::getMaxConnectionAge).to(setter("max-connection-age", builder::maxConnectionAge));
		map.from(limits::getMaxCursors).to(setter("max-cursors", builder::maxCursors));
		map.from(limits::getCursorTimeout).to(setter("cursor-timeout", builder::cursorTimeout));
		map.from(limits::getIdleTimeout).to(setter("idle-timeout", builder::idleTimeout));
	}

	private static void applyRequests(Limits limits, NettyTinoServer.Builder builder) {
		map.from(limits::getMaxArguments)
			.to(setter("max-arguments", (count) -> builder.limits((request) -> request.withMaxElements(count))));
		map.from(limits::getMaxArgumentSize)
			.as(DataSize::toBytes)
			.to(setter("max-argument-size", (bytes) -> builder.limits((request) -> request.withMaxBulkBytes(bytes))));
		map.from(limits::getMaxInlineSize)
			.as((size) -> (int) Math.min(size.toBytes(), Integer.MAX_VALUE))
			.to(setter("max-inline-size", (bytes) -> builder.limits((request) -> request.withMaxInlineBytes(bytes))));
		map.from(limits::getMaxQueuedRequests).to(setter("max-queued-requests", builder::maxQueuedRequests));
	}

	private static void applyAuthentication(Limits limits, NettyTinoServer.Builder builder) {
		map.from(limits::getAuthenticationTimeout).to(setter("authentication-timeout", builder::authenticationTimeout));
		map.from(limits::getMaxAuthenticationFailures)
			.to(setter("max-authentication-failures", builder::maxAuthenticationFailures));
		map.from(limits::getAuthenticationFailureDelay)
			.to(setter("authentication-failure-delay", builder::authenticationFailureDelay));
	}

	private static void applyUnauthenticated(Unauthenticated limits, NettyTinoServer.Builder builder) {
		map.from(limits::getMaxArguments)
			.to(setter("unauthenticated.max-arguments",
					(count) -> builder.unauthenticatedLimits((request) -> request.withMaxElements(count))));
		map.from(limits::getMaxArgumentSize)
			.as(DataSize::toBytes)
			.to(setter("unauthenticated.max-argument-size",
					(bytes) -> builder.unauthenticatedLimits((request) -> request.withMaxBulkBytes(bytes))));
		map.from(limits::getMaxRequestSize)
			.as(DataSize::toBytes)
			.to(setter("unauthenticated.max-request-size",
					(bytes) -> builder.unauthenticatedLimits((request) -> request.withMaxRequestBytes(bytes))));
	}

	private static void applyOutput(Output output, NettyTinoServer.Builder builder) {
		map.from(output::getHardLimit).as(DataSize::toBytes).to(setter("output.hard-limit", builder::hardOutputLimit));
		map.from(output::getSoftLimit)
			.as(DataSize::toBytes)
			.to(setter("output.soft-limit", (bytes) -> builder.softOutputLimit(bytes, Duration.ZERO)));
		map.from(output::getGracePeriod)
			.to(setter("output.grace-period",
					(time) -> builder.softOutputLimit(output.getSoftLimit().toBytes(), time)));
		map.from(output::getTotalLimit)
			.as(DataSize::toBytes)
			.to(setter("output.total-limit", builder::totalOutputLimit));
	}

	private static <T> Consumer<T> setter(String name, Consumer<T> setter) {
		return CheckedProperty.setter("tino.server.limits." + name, setter);
	}

}
