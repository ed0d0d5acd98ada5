package io.tino.boot.autoconfigure.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerProperties.Transactions;
import io.tino.command.Command;
import io.tino.convert.ResultConverters;
import io.tino.payload.PayloadCodecs;
import io.tino.server.ChannelAuthorizer;
import io.tino.server.NettyTinoServer;
import io.tino.server.PubSub;
import io.tino.server.TinoAuthenticator;
import io.tino.server.TinoServer;
import io.tino.server.TinoServerListener;
import io.tino.server.TransactionExecutor;
import io.tino.server.WatchedKeys;
import io.tino.spring.endpoint.EndpointCommands;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.spring.scope.ConnectionScope;
import io.tino.spring.scope.TinoConnectionScope;
import io.tino.spring.server.TinoPublisher;
import io.tino.spring.server.TinoServerLifecycle;

/**
 * Auto-configuration of the server, where there is an endpoint or another command to
 * serve. Each application context serves its own.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TinoPayloadAutoConfiguration.class)
@Conditional(TinoServerAutoConfiguration.OnCommandCondition.class)
@ConditionalOnBooleanProperty(name = "tino.server.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TinoServerProperties.class)
public final class TinoServerAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "tinoConnectionScopeConfigurer")
	static CustomScopeConfigurer tinoConnectionScopeConfigurer() {
		CustomScopeConfigurer configurer = new CustomScopeConfigurer();
		configurer.addScope(TinoConnectionScope.NAME, new ConnectionScope());
		return configurer;
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	EndpointCommands tinoEndpointCommands(ListableBeanFactory beanFactory, PayloadCodecs codecs,
			ResultConverters results) {
		EndpointCommands commands = new EndpointCommands(beanFactory, codecs, conversionService(beanFactory), results);
		if (AutoConfigurationPackages.has(beanFactory)) {
			commands.checkErrorCodes(AutoConfigurationPackages.get(beanFactory));
		}
		return commands;
	}

	/** As the application has it, or else with its converters. */
	private static ConversionService conversionService(ListableBeanFactory beanFactory) {
		String name = ConfigurableApplicationContext.CONVERSION_SERVICE_BEAN_NAME;
		if (beanFactory.containsBean(name)) {
			return beanFactory.getBean(name, ConversionService.class);
		}
		ApplicationConversionService conversions = new ApplicationConversionService();
		ApplicationConversionService.addBeans(conversions, beanFactory);
		return conversions;
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	PubSub tinoPubSub() {
		return new PubSub();
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	TinoPublisher tinoPublisher(PubSub pubSub, PayloadCodecs codecs) {
		return new TinoPublisher(pubSub, codecs);
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	WatchedKeys tinoWatchedKeys() {
		return new WatchedKeys();
	}

	@Bean
	@ConditionalOnMissingBean(value = TinoServer.class, search = SearchStrategy.CURRENT)
	NettyTinoServer tinoServer(TinoServerProperties properties, EndpointCommands endpoints,
			ObjectProvider<Command> commands, ObjectProvider<TinoAuthenticator> authenticator,
			ObjectProvider<TinoServerListener> listeners, PubSub pubSub, WatchedKeys watchedKeys,
			ObjectProvider<ChannelAuthorizer> channelAuthorizer, ObjectProvider<TransactionExecutor> transactions,
			ObjectProvider<TinoServerCustomizer> customizers, ObjectProvider<SslBundles> sslBundles,
			Environment environment) {
		NettyTinoServer.Builder builder = NettyTinoServer.builder();
		List<Command> all = new ArrayList<>(endpoints.find());
		commands.orderedStream().forEach(all::add);
		builder.commands(all);
		builder.allowedHeaders(allowedHeaders(properties, endpoints));
		builder.authenticator(authenticator.getIfAvailable());
		builder.listener(TinoServerListener.composite(listeners.orderedStream().toList()));
		builder.pubSub(pubSub);
		builder.watchedKeys(watchedKeys);
		channelAuthorizer.ifAvailable(builder::channelAuthorizer);
		builder.transactions(transactions(properties, transactions));
		ServerMapping.apply(properties, builder);
		builder.tls(ServerTls.of(properties.getSsl(), sslBundles));
		if (Threading.VIRTUAL.isActive(environment)) {
			builder.virtualThreads(new VirtualThreadTaskExecutor("tino-worker-").getVirtualThreadFactory());
		}
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	/** Those that somebody asks for, so that no caller fills the memory with others. */
	private static Set<String> allowedHeaders(TinoServerProperties properties, EndpointCommands endpoints) {
		Set<String> headers = new HashSet<>(endpoints.headers());
		headers.addAll(properties.getAllowedHeaders());
		return headers;
	}

	private static @Nullable TransactionExecutor transactions(TinoServerProperties properties,
			ObjectProvider<TransactionExecutor> transactions) {
		TransactionExecutor executor = transactions.getIfAvailable();
		if (executor == null && properties.getTransactions() == Transactions.SPRING) {
			throw new InvalidConfigurationPropertyValueException("tino.server.transactions",
					properties.getTransactions(),
					"There is no single PlatformTransactionManager bean. Define one, as spring-boot-starter-jdbc does, "
							+ "mark one of several as @Primary, or define a TransactionExecutor bean.");
		}
		return executor;
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	TinoServerLifecycle tinoServerLifecycle(TinoServer server, TinoServerProperties properties,
			ApplicationContext context) {
		Duration gracePeriod = properties.getShutdown().getGracePeriod();
		if (gracePeriod.isNegative()) {
			throw new InvalidConfigurationPropertyValueException("tino.server.shutdown.grace-period", gracePeriod,
					"It must not be negative.");
		}
		return new TinoServerLifecycle(server, gracePeriod, context);
	}

	/**
	 * There is something to serve.
	 */
	static final class OnCommandCondition extends AnyNestedCondition {

		OnCommandCondition() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnBean(annotation = TinoEndpoint.class, search = SearchStrategy.CURRENT)
		static class OnEndpoint {

		}

		@ConditionalOnBean(value = Command.class, search = SearchStrategy.CURRENT)
		static class OnCommand {

		}

	}

}
