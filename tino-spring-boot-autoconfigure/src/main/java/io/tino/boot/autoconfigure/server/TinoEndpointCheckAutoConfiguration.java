package io.tino.boot.autoconfigure.server;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;

import io.tino.spring.endpoint.EndpointCommands;
import io.tino.spring.endpoint.EndpointDeclarationCheck;

/**
 * Auto-configuration of a look for endpoints that are not exposed, which is needed most
 * where there is no server for lack of one.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TinoServerAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "tino.server.enabled", matchIfMissing = true)
public final class TinoEndpointCheckAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	EndpointDeclarationCheck tinoEndpointDeclarationCheck(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<EndpointCommands> commands) {
		List<String> packages = AutoConfigurationPackages.has(beanFactory) ? AutoConfigurationPackages.get(beanFactory)
				: List.of();
		return new EndpointDeclarationCheck(beanFactory, packages, commands);
	}

}
