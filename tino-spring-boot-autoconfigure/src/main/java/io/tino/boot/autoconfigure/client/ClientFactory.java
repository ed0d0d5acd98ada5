package io.tino.boot.autoconfigure.client;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

import io.tino.boot.autoconfigure.CheckedProperty;
import io.tino.boot.autoconfigure.server.TinoServerProperties;
import io.tino.client.NettyTinoClient;
import io.tino.client.TinoClientInterceptor;
import io.tino.client.TinoClientListener;
import io.tino.payload.PayloadCodecs;
import io.tino.server.TinoServer;
import io.tino.spring.client.HeaderPropagation;

/**
 * Makes clients from properties. Is not made before there is one to make.
 */
@Lazy
final class ClientFactory {

	private static final PropertyMapper map = PropertyMapper.get();

	private final PayloadCodecs codecs;

	private final ObjectProvider<TinoServer> ownServer;

	private final ObjectProvider<TinoServerProperties> ownServerProperties;

	private final ObjectProvider<SslBundles> sslBundles;

	private final ObjectProvider<TinoClientListener> listeners;

	private final ObjectProvider<TinoClientInterceptor> interceptors;

	private final ObjectProvider<TinoClientCustomizer> customizers;

	private final Environment environment;

	ClientFactory(PayloadCodecs codecs, ObjectProvider<TinoServer> ownServer,
			ObjectProvider<TinoServerProperties> ownServerProperties, ObjectProvider<SslBundles> sslBundles,
			ObjectProvider<TinoClientListener> listeners, ObjectProvider<TinoClientInterceptor> interceptors,
			ObjectProvider<TinoClientCustomizer> customizers, Environment environment) {
		this.codecs = codecs;
		this.ownServer = ownServer;
		this.ownServerProperties = ownServerProperties;
		this.sslBundles = sslBundles;
		this.listeners = listeners;
		this.interceptors = interceptors;
		this.customizers = customizers;
		this.environment = environment;
	}

	/**
	 * Make a client.
	 * @param group the name of the group that it is the client of
	 * @param prefix what the names of its properties begin with
	 * @param properties their values
	 * @return the client
	 */
	NettyTinoClient create(String group, String prefix, TinoClientProperties properties) {
		NettyTinoClient.Builder builder = NettyTinoClient.builder();
		builder.codec(this.codecs.messagePack());
		builder.listener(TinoClientListener
			.composite(this.listeners.orderedStream().map((listener) -> listener.forClient(group)).toList()));
		this.interceptors.orderedStream().forEach(builder::interceptor);
		builder.interceptor(CheckedProperty.convert(prefix + ".propagated-headers", properties.getPropagatedHeaders(),
				HeaderPropagation::new));
		builder.addresses(ServerAddress.of(prefix + ".address", properties.getAddress(), this.ownServer));
		builder.tls(ClientTls.of(prefix, properties, this.ownServerProperties.getIfUnique(), this.sslBundles));
		builder.credentials(properties.getUsername(), properties.getPassword());
		map.from(properties::getName)
			.orFrom(() -> this.environment.getProperty("spring.application.name"))
			.as(ClientFactory::word)
			.to(builder::name);
		connections(prefix, properties, builder);
		calls(prefix, properties, builder);
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(group, builder));
		return builder.build();
	}

	/** Names of connections have no spaces and no letters beyond ASCII. */
	private static String word(String name) {
		return name.strip().replaceAll("[^!-~]+", "-");
	}

	private static void connections(String prefix, TinoClientProperties properties, NettyTinoClient.Builder builder) {
		map.from(properties::getConnectTimeout)
			.to(CheckedProperty.setter(prefix + ".connect-timeout", builder::connectTimeout));
		map.from(properties::getKeepAlive).to(CheckedProperty.setter(prefix + ".keep-alive", builder::keepAlive));
		map.from(properties::getMinBackoff).to(CheckedProperty.setter(prefix + ".min-backoff", builder::minBackoff));
		map.from(properties::getMaxBackoff).to(CheckedProperty.setter(prefix + ".max-backoff", builder::maxBackoff));
		map.from(properties::getDnsRefreshInterval)
			.to(CheckedProperty.setter(prefix + ".dns-refresh-interval", builder::dnsRefreshInterval));
		map.from(properties::getLoadBalancing).to(builder::loadBalancing);
		map.from(properties::getEventLoops).to(CheckedProperty.setter(prefix + ".event-loops", builder::eventLoops));
		map.from(properties::getMaxConnections)
			.to(CheckedProperty.setter(prefix + ".max-connections", builder::maxConnections));
		map.from(properties::getMaxSessions).to(CheckedProperty.setter(prefix + ".max-sessions", builder::maxSessions));
		TinoClientProperties.Subscription subscription = properties.getSubscription();
		map.from(subscription::getMinBackoff)
			.to(CheckedProperty.setter(prefix + ".subscription.min-backoff", builder::subscriptionMinBackoff));
		map.from(subscription::getMaxBackoff)
			.to(CheckedProperty.setter(prefix + ".subscription.max-backoff", builder::subscriptionMaxBackoff));
	}

	private static void calls(String prefix, TinoClientProperties properties, NettyTinoClient.Builder builder) {
		map.from(properties::getTimeout).to(CheckedProperty.setter(prefix + ".timeout", builder::timeout));
		map.from(properties::getMaxPendingCalls)
			.to(CheckedProperty.setter(prefix + ".max-pending-calls", builder::maxPendingCalls));
		map.from(properties::getMaxPendingBytes)
			.as(DataSize::toBytes)
			.to(CheckedProperty.setter(prefix + ".max-pending-bytes", builder::maxPendingBytes));
	}

}
