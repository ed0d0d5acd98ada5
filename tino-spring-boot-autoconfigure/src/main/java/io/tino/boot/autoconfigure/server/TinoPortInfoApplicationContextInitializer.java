package io.tino.boot.autoconfigure.server;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

import io.tino.spring.server.TinoServerInitializedEvent;

/**
 * Tells the port that the server listens on, in the property {@code local.tino.port} of
 * the application context and its parents.
 *
 * @since 0.1.0
 */
public final class TinoPortInfoApplicationContextInitializer
		implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final String PROPERTY_NAME = "local.tino.port";

	private static final String PROPERTY_SOURCE_NAME = "server.ports";

	@Override
	public void initialize(ConfigurableApplicationContext applicationContext) {
		// A lambda has no type to be asked for, and would be offered every event of the
		// application, a request of Spring MVC each, to refuse it by an exception
		applicationContext.addApplicationListener(
				GenericApplicationListener.forEventType(TinoServerInitializedEvent.class, this::setPort));
	}

	private void setPort(TinoServerInitializedEvent event) {
		if (event.server().localAddress() instanceof InetSocketAddress address) {
			setPort(event.getApplicationContext(), address.getPort());
		}
	}

	private void setPort(@Nullable ApplicationContext context, int port) {
		if (context instanceof ConfigurableApplicationContext configurable) {
			portProperties(configurable.getEnvironment().getPropertySources()).put(PROPERTY_NAME, port);
		}
		if (context != null) {
			setPort(context.getParent(), port);
		}
	}

	/** Shares the source of the other ports that servers tell. */
	@SuppressWarnings("unchecked")
	private static Map<String, Object> portProperties(MutablePropertySources sources) {
		PropertySource<?> source = sources.get(PROPERTY_SOURCE_NAME);
		if (source == null) {
			source = new MapPropertySource(PROPERTY_SOURCE_NAME, new HashMap<>());
			sources.addFirst(source);
		}
		return (Map<String, Object>) source.getSource();
	}

}
