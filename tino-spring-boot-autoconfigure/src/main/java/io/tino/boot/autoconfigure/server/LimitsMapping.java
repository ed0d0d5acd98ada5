package io.tino.boot.autoconfigure.server;

import java.time.Duration;
import java.util.function.Consumer;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.util.unit.DataSize;

import io.tino.boot.autoconfigure.CheckedProperty;
import io.tino.boot.autoconfigure.server.TinoServerProperties.Limits;
import io.tino.boot.autoconfigure.server.TinoServerProperties.Output;
import io.tino.server.NettyTinoServer;

/**
 * Hands the limits that are properties to the builder of the server.
 */
final class LimitsMapping {

	private static final PropertyMapper map = PropertyMapper.get();

	private LimitsMapping() {
	}

	static void apply(Limits limits, NettyTinoServer.Builder builder) {
		applyOutput(limits.getOutput(), builder);
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
