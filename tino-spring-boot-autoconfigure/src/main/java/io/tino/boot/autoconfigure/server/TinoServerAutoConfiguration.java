package io.tino.boot.autoconfigure.server;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.util.unit.DataSize;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerProperties.IncludeMessage;
import io.tino.command.Command;
import io.tino.payload.PayloadCodecs;
import io.tino.resp.RequestLimits;
import io.tino.server.NettyTinoServer;
import io.tino.server.TinoAuthenticator;
import io.tino.server.TinoServer;
import io.tino.server.TinoServerListener;
import io.tino.spring.endpoint.EndpointCommands;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.spring.scope.ConnectionScope;
import io.tino.spring.scope.TinoConnectionScope;
import io.tino.spring.server.TinoServerLifecycle;

/**
 * Auto-configuration of the server, where there is an endpoint to serve.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TinoPayloadAutoConfiguration.class)
@ConditionalOnBean(annotation = TinoEndpoint.class)
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
	@ConditionalOnMissingBean
	EndpointCommands tinoEndpointCommands(ListableBeanFactory beanFactory, PayloadCodecs codecs) {
		EndpointCommands commands = new EndpointCommands(beanFactory, codecs);
		if (AutoConfigurationPackages.has(beanFactory)) {
			commands.checkErrorCodes(AutoConfigurationPackages.get(beanFactory));
		}
		return commands;
	}

	@Bean
	@ConditionalOnMissingBean(TinoServer.class)
	NettyTinoServer tinoServer(TinoServerProperties properties, EndpointCommands endpoints,
			ObjectProvider<Command> commands, ObjectProvider<TinoAuthenticator> authenticator,
			ObjectProvider<TinoServerListener> listeners, ObjectProvider<TinoServerCustomizer> customizers,
			Environment environment) {
		NettyTinoServer.Builder builder = NettyTinoServer.builder();
		List<Command> all = new ArrayList<>(endpoints.find());
		commands.orderedStream().forEach(all::add);
		builder.commands(all);
		builder.authenticator(authenticator.getIfAvailable());
		builder.listener(TinoServerListener.composite(listeners.orderedStream().toList()));
		applyProperties(properties, builder);
		if (Threading.VIRTUAL.isActive(environment)) {
			builder.workers(new VirtualThreadTaskExecutor("tino-worker-"));
		}
		if (properties.isAuthenticationRequired() && authenticator.getIfAvailable() == null) {
			throw new InvalidConfigurationPropertyValueException("tino.server.authentication-required", true,
					"Nobody could authenticate: there is no TinoAuthenticator bean.");
		}
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	private static void applyProperties(TinoServerProperties properties, NettyTinoServer.Builder builder) {
		PropertyMapper map = PropertyMapper.get();
		builder.address(new InetSocketAddress(properties.getAddress(), properties.getPort()));
		map.from(properties::getEventLoops).to(builder::eventLoops);
		map.from(properties::getMaxRequestSize)
			.as(DataSize::toBytes)
			.as(RequestLimits.DEFAULT::withMaxRequestBytes)
			.to(builder::limits);
		map.from(properties::isAuthenticationRequired).to(builder::authenticationRequired);
		map.from(properties::isProtectedMode).to(builder::protectedMode);
		map.from(properties.getError()::getIncludeMessage)
			.as(IncludeMessage.ALWAYS::equals)
			.to(builder::includeErrorMessages);
		builder.workers(properties.getWorker().getMaxThreads(), properties.getWorker().getQueueCapacity());
	}

	@Bean
	@ConditionalOnMissingBean
	TinoServerLifecycle tinoServerLifecycle(TinoServer server, TinoServerProperties properties,
			ApplicationContext context) {
		return new TinoServerLifecycle(server, properties.getShutdown().getGracePeriod(), context);
	}

}
