package io.tino.boot.autoconfigure.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.util.StringUtils;

import io.tino.boot.autoconfigure.CheckedProperty;
import io.tino.boot.autoconfigure.server.TinoServerProperties.Administration;
import io.tino.boot.autoconfigure.server.TinoServerProperties.IncludeMessage;
import io.tino.command.Permission;
import io.tino.server.NettyTinoServer;

/**
 * Gives the values of properties to a server.
 */
final class ServerMapping {

	/** As in {@code server.port} of web servers. */
	private static final int UNIX_SOCKET_ONLY = -1;

	private ServerMapping() {
	}

	static void apply(TinoServerProperties properties, NettyTinoServer.Builder builder) {
		PropertyMapper map = PropertyMapper.get();
		map.from(properties::getPort)
			.to(CheckedProperty.setter("tino.server.port", (port) -> builder.address(address(properties, port))));
		map.from(properties::getUnixSocket)
			.whenHasText()
			.to(CheckedProperty.setter("tino.server.unix-socket", (path) -> builder.unixSocket(Path.of(path))));
		map.from(properties::getUnixSocketPermissions)
			.to(CheckedProperty.setter("tino.server.unix-socket-permissions",
					(permissions) -> builder.unixSocketPermissions(SocketPermissions.parse(permissions))));
		map.from(properties.getSsl()::getHandshakeTimeout)
			.to(CheckedProperty.setter("tino.server.ssl.handshake-timeout", builder::handshakeTimeout));
		map.from(properties::getEventLoops).to(CheckedProperty.setter("tino.server.event-loops", builder::eventLoops));
		map.from(properties::getMaxRequestSize)
			.to(CheckedProperty.setter("tino.server.max-request-size",
					(size) -> builder.limits((limits) -> limits.withMaxRequestBytes(size.toBytes()))));
		map.from(properties::isAuthenticationRequired).to(builder::authenticationRequired);
		map.from(properties::getAdministration).as(ServerMapping::permission).to(builder::administration);
		map.from(properties::isProtectedMode).to(builder::protectedMode);
		map.from(properties.getError()::getIncludeMessage)
			.as(IncludeMessage.ALWAYS::equals)
			.to(builder::includeErrorMessages);
		LimitsMapping.apply(properties.getLimits(), builder);
		MultiplexingMapping.apply(properties.getMultiplexing(), builder);
		HandoverMapping.apply(properties.getHandover(), builder);
		map.from(properties.getWorker()::getMaxThreads)
			.to(CheckedProperty.setter("tino.server.worker.max-threads", builder::workerThreads));
		map.from(properties.getWorker()::getQueueCapacity)
			.to(CheckedProperty.setter("tino.server.worker.queue-capacity", builder::workerQueueCapacity));
		map.from(properties.getSlowlog()::getThreshold).to(builder::slowLogThreshold);
		map.from(properties.getSlowlog()::getMaxLength)
			.to(CheckedProperty.setter("tino.server.slowlog.max-length", builder::slowLogMaxLength));
	}

	private static Permission permission(Administration administration) {
		return switch (administration) {
			case NOBODY -> (connection) -> false;
			case AUTHENTICATED -> Permission.AUTHENTICATED;
			case EVERYBODY -> Permission.ALL;
		};
	}

	private static @Nullable InetSocketAddress address(TinoServerProperties properties, int port) {
		if (port != UNIX_SOCKET_ONLY) {
			return new InetSocketAddress(properties.getAddress(), port);
		}
		if (!StringUtils.hasText(properties.getUnixSocket())) {
			throw new IllegalArgumentException("Without a port it needs 'tino.server.unix-socket'");
		}
		return null;
	}

}
