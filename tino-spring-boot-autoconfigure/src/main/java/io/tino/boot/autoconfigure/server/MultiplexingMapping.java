package io.tino.boot.autoconfigure.server;

import java.util.function.Consumer;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.util.unit.DataSize;

import io.tino.boot.autoconfigure.CheckedProperty;
import io.tino.server.NettyTinoServer;

/**
 * Applies {@link TinoMultiplexingProperties} to a server.
 */
final class MultiplexingMapping {

	private static final PropertyMapper map = PropertyMapper.get();

	private MultiplexingMapping() {
	}

	static void apply(TinoMultiplexingProperties properties, NettyTinoServer.Builder builder) {
		map.from(properties::isEnabled).to(builder::multiplexing);
		map.from(properties::getMaxConcurrentCalls)
			.to(setter("max-concurrent-calls",
					(count) -> builder.multiplexingLimits((limits) -> limits.withMaxConcurrentCalls(count))));
		map.from(properties::getMaxBytesInFlight)
			.as(DataSize::toBytes)
			.to(setter("max-bytes-in-flight",
					(bytes) -> builder.multiplexingLimits((limits) -> limits.withMaxRequestBytes(bytes))));
		map.from(properties::getMaxHeaderSize)
			.as(MultiplexingMapping::toInt)
			.to(setter("max-header-size",
					(bytes) -> builder.multiplexingLimits((limits) -> limits.withMaxHeaderBytes(bytes))));
		map.from(properties::getChunkSize)
			.as(MultiplexingMapping::toInt)
			.to(setter("chunk-size", (bytes) -> builder.multiplexingLimits((limits) -> limits.withChunkBytes(bytes))));
		map.from(properties::getWindowSize)
			.as(MultiplexingMapping::toInt)
			.to(setter("window-size",
					(bytes) -> builder.multiplexingLimits((limits) -> limits.withWindowBytes(bytes))));
	}

	private static int toInt(DataSize size) {
		return (int) Math.min(size.toBytes(), Integer.MAX_VALUE);
	}

	private static <T> Consumer<T> setter(String name, Consumer<T> setter) {
		return CheckedProperty.setter("tino.server.multiplexing." + name, setter);
	}

}
