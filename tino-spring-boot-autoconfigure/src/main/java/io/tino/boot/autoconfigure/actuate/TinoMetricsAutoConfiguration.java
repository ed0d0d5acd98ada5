package io.tino.boot.autoconfigure.actuate;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;

import io.tino.boot.autoconfigure.client.TinoClientAutoConfiguration;
import io.tino.boot.autoconfigure.client.TinoClientGroups;
import io.tino.boot.autoconfigure.client.TinoClientGroupsAutoConfiguration;
import io.tino.boot.autoconfigure.client.TinoListenerAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.client.TinoClient;
import io.tino.server.TinoServer;
import io.tino.spring.listener.TinoListenerContainer;
import io.tino.spring.observation.MicrometerClientListener;
import io.tino.spring.observation.MicrometerListenerObserver;
import io.tino.spring.observation.MicrometerServerListener;

/**
 * Auto-configuration of the meters of server, client and listeners.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		after = { TinoServerAutoConfiguration.class, TinoClientAutoConfiguration.class,
				TinoClientGroupsAutoConfiguration.class, TinoListenerAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class TinoMetricsAutoConfiguration {

	@Bean
	@ConditionalOnBean(TinoServer.class)
	@ConditionalOnMissingBean
	MicrometerServerListener tinoMicrometerServerListener(MeterRegistry registry, ObjectProvider<MeterFilter> filters) {
		return new MicrometerServerListener(registry, filters.orderedStream().toList());
	}

	@Bean
	@Lazy
	@Conditional(OnClientCondition.class)
	@ConditionalOnMissingBean
	MicrometerClientListener tinoMicrometerClientListener(MeterRegistry registry, ObjectProvider<MeterFilter> filters) {
		return new MicrometerClientListener(registry, filters.orderedStream().toList());
	}

	@Bean
	@ConditionalOnBean(TinoListenerContainer.class)
	@ConditionalOnMissingBean
	MicrometerListenerObserver tinoMicrometerListenerObserver(MeterRegistry registry,
			ObjectProvider<MeterFilter> filters) {
		return new MicrometerListenerObserver(registry, filters.orderedStream().toList());
	}

	static final class OnClientCondition extends AnyNestedCondition {

		OnClientCondition() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnBean(TinoClient.class)
		static class IsDefault {

		}

		@ConditionalOnBean(TinoClientGroups.class)
		static class IsOfGroup {

		}

	}

}
