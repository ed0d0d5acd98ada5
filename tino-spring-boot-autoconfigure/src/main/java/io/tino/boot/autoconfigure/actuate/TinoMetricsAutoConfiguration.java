package io.tino.boot.autoconfigure.actuate;

import io.micrometer.core.instrument.MeterRegistry;
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
	MicrometerServerListener tinoMicrometerServerListener(MeterRegistry registry) {
		return new MicrometerServerListener(registry);
	}

	@Bean
	@Lazy
	@Conditional(OnClientCondition.class)
	@ConditionalOnMissingBean
	MicrometerClientListener tinoMicrometerClientListener(MeterRegistry registry) {
		return new MicrometerClientListener(registry);
	}

	@Bean
	@ConditionalOnBean(TinoListenerContainer.class)
	@ConditionalOnMissingBean
	MicrometerListenerObserver tinoMicrometerListenerObserver(MeterRegistry registry) {
		return new MicrometerListenerObserver(registry);
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
