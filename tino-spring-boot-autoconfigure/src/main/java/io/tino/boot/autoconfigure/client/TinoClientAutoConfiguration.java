package io.tino.boot.autoconfigure.client;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.client.NettyTinoClient;
import io.tino.client.TinoClient;
import io.tino.spring.client.ImportTinoClients;
import io.tino.spring.client.TinoTemplate;

/**
 * Auto-configuration of the client. It connects when it is first used.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "tino.client.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TinoClientProperties.class)
@Import(ClientFactory.class)
public final class TinoClientAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(TinoClient.class)
	NettyTinoClient tinoClient(TinoClientProperties properties, ClientFactory clients) {
		return clients.create(ImportTinoClients.DEFAULT_GROUP, "tino.client", properties);
	}

	@Bean
	@ConditionalOnMissingBean
	TinoTemplate tinoTemplate(TinoClient client, TinoClientProperties properties) {
		return new TinoTemplate(client, ClientRetry.policy(properties, "tino.client"));
	}

}
