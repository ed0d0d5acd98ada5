package io.tino.boot.autoconfigure.client;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.client.NettyTinoClient;
import io.tino.client.TinoClient;
import io.tino.spring.client.ImportTinoClients;
import io.tino.spring.client.TinoTemplate;

/**
 * Auto-configuration of the client. It is made when the application starts if it is
 * injected anywhere or configured by any property, or else when it is asked for: an
 * application that only serves does not wait for it. It connects when it is first used.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "tino.client.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TinoClientProperties.class)
@Import(ClientFactory.class)
public final class TinoClientAutoConfiguration {

	@Bean
	@Lazy
	@ConditionalOnMissingBean(TinoClient.class)
	NettyTinoClient tinoClient(TinoClientProperties properties, ClientFactory clients) {
		return clients.create(ImportTinoClients.DEFAULT_GROUP, "tino.client", properties);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	TinoTemplate tinoTemplate(TinoClient client, TinoClientProperties properties) {
		return new TinoTemplate(client, ClientRetry.policy(properties, "tino.client"));
	}

	@Bean
	EagerClient tinoEagerClient(Environment environment, ObjectProvider<TinoTemplate> template) {
		return new EagerClient(environment, template);
	}

}
