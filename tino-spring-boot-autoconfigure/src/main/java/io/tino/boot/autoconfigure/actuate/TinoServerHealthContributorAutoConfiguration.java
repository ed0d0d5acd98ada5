package io.tino.boot.autoconfigure.actuate;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.server.TinoServer;

/**
 * Auto-configuration of the server's health.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TinoServerAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(TinoServer.class)
@ConditionalOnEnabledHealthIndicator("tino-server")
public final class TinoServerHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "tinoServerHealthIndicator", "tinoServerHealthContributor" })
	TinoServerHealthIndicator tinoServerHealthContributor(TinoServer server) {
		return new TinoServerHealthIndicator(server);
	}

}
