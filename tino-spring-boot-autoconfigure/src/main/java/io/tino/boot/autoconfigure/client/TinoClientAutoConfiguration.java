package io.tino.boot.autoconfigure.client;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

import io.tino.boot.autoconfigure.CheckedProperty;
import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerProperties;
import io.tino.client.NettyTinoClient;
import io.tino.client.TinoClient;
import io.tino.client.TinoClientInterceptor;
import io.tino.client.TinoClientListener;
import io.tino.payload.PayloadCodecs;
import io.tino.server.TinoServer;
import io.tino.spring.client.HeaderPropagation;
import io.tino.spring.client.TinoTemplate;

/**
 * Auto-configuration of the client. It connects when it is first used.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "tino.client.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TinoClientProperties.class)
public final class TinoClientAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(TinoClient.class)
	NettyTinoClient tinoClient(TinoClientProperties properties, PayloadCodecs codecs,
			ObjectProvider<TinoServer> ownServer, ObjectProvider<TinoServerProperties> ownServerProperties,
			ObjectProvider<SslBundles> sslBundles, ObjectProvider<TinoClientListener> listeners,
			ObjectProvider<TinoClientInterceptor> interceptors, ObjectProvider<TinoClientCustomizer> customizers,
			Environment environment) {
		NettyTinoClient.Builder builder = NettyTinoClient.builder();
		builder.codec(codecs.messagePack());
		builder.listener(TinoClientListener.composite(listeners.orderedStream().toList()));
		interceptors.orderedStream().forEach(builder::interceptor);
		builder.interceptor(CheckedProperty.convert("tino.client.propagated-headers", properties.getPropagatedHeaders(),
				HeaderPropagation::new));
		builder.addresses(ServerAddress.of(properties.getAddress(), ownServer));
		builder.tls(ClientTls.of(properties, ownServerProperties.getIfUnique(), sslBundles));
		builder.credentials(properties.getUsername(), properties.getPassword());
		PropertyMapper map = PropertyMapper.get();
		map.from(properties::getName)
			.orFrom(() -> environment.getProperty("spring.application.name"))
			.as(TinoClientAutoConfiguration::word)
			.to(builder::name);
		map.from(properties::getTimeout).to(CheckedProperty.setter("tino.client.timeout", builder::timeout));
		map.from(properties::getConnectTimeout)
			.to(CheckedProperty.setter("tino.client.connect-timeout", builder::connectTimeout));
		map.from(properties::getKeepAlive).to(CheckedProperty.setter("tino.client.keep-alive", builder::keepAlive));
		map.from(properties::getMinBackoff).to(CheckedProperty.setter("tino.client.min-backoff", builder::minBackoff));
		map.from(properties::getMaxBackoff).to(CheckedProperty.setter("tino.client.max-backoff", builder::maxBackoff));
		map.from(properties::getDnsRefreshInterval)
			.to(CheckedProperty.setter("tino.client.dns-refresh-interval", builder::dnsRefreshInterval));
		map.from(properties::getLoadBalancing).to(builder::loadBalancing);
		map.from(properties::getEventLoops).to(CheckedProperty.setter("tino.client.event-loops", builder::eventLoops));
		map.from(properties::getMaxConnections)
			.to(CheckedProperty.setter("tino.client.max-connections", builder::maxConnections));
		map.from(properties::getMaxPendingCalls)
			.to(CheckedProperty.setter("tino.client.max-pending-calls", builder::maxPendingCalls));
		map.from(properties::getMaxPendingBytes)
			.as(DataSize::toBytes)
			.to(CheckedProperty.setter("tino.client.max-pending-bytes", builder::maxPendingBytes));
		TinoClientProperties.Subscription subscription = properties.getSubscription();
		map.from(subscription::getMinBackoff)
			.to(CheckedProperty.setter("tino.client.subscription.min-backoff", builder::subscriptionMinBackoff));
		map.from(subscription::getMaxBackoff)
			.to(CheckedProperty.setter("tino.client.subscription.max-backoff", builder::subscriptionMaxBackoff));
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	/** Names of connections have no spaces and no letters beyond ASCII. */
	private static String word(String name) {
		return name.strip().replaceAll("[^!-~]+", "-");
	}

	@Bean
	@ConditionalOnMissingBean
	TinoTemplate tinoTemplate(TinoClient client, TinoClientProperties properties) {
		return new TinoTemplate(client, ClientRetry.policy(properties, "tino.client"));
	}

}
