package io.tino.boot.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

import io.tino.boot.autoconfigure.client.TinoClientGroups;
import io.tino.boot.autoconfigure.client.TinoClientGroupsAutoConfiguration;

/**
 * Auto-configuration of the health of the clients in {@code tino.clients.<name>.*}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TinoClientGroupsAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(TinoClientGroups.class)
@ConditionalOnEnabledHealthIndicator("tino-client")
public final class TinoClientGroupsHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "tinoClientsHealthIndicator", "tinoClientsHealthContributor" })
	CompositeHealthContributor tinoClientsHealthContributor(TinoClientGroups groups) {
		Map<String, HealthIndicator> indicators = new LinkedHashMap<>();
		groups.names()
			.forEach((name) -> indicators.put(name, new TinoClientHealthIndicator(groups.client(name), true)));
		return CompositeHealthContributor.fromMap(indicators);
	}

}
