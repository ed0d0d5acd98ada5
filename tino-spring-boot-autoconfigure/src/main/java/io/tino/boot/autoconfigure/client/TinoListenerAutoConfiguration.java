package io.tino.boot.autoconfigure.client;

import java.util.concurrent.Executor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import io.tino.client.TinoClient;
import io.tino.payload.PayloadCodecs;
import io.tino.spring.listener.ListenerMethods;
import io.tino.spring.listener.TinoListener;
import io.tino.spring.listener.TinoListenerContainer;
import io.tino.spring.listener.TinoListenerObserver;

/**
 * Auto-configuration of what gives messages to the methods annotated with
 * {@link TinoListener}. Each application context serves its own. Where there is none it
 * does not connect.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TinoClientAutoConfiguration.class)
@ConditionalOnBean(TinoClient.class)
@ConditionalOnBooleanProperty(name = "tino.client.listener.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TinoListenerProperties.class)
public final class TinoListenerAutoConfiguration {

	private static final String THREAD_NAME_PREFIX = "tino-listener-";

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	ListenerMethods tinoListenerMethods(ConfigurableListableBeanFactory beanFactory, PayloadCodecs codecs) {
		return new ListenerMethods(beanFactory, codecs.messagePack());
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	TinoListenerContainer tinoListenerContainer(ObjectProvider<TinoClient> client, ListenerMethods methods,
			TinoListenerProperties properties, @Qualifier("tinoListenerExecutor") ObjectProvider<Executor> executor,
			ObjectProvider<TinoListenerObserver> observers, Environment environment) {
		int queueCapacity = requirePositive("queue-capacity", properties.getQueueCapacity());
		return new TinoListenerContainer(client::getObject, methods,
				new TinoListenerContainer.Settings(
						executor.getIfAvailable(() -> executor(properties, Threading.VIRTUAL.isActive(environment))),
						queueCapacity, properties.isAutoStartup(), observers.orderedStream().toList()));
	}

	/** No bean, before which the executor of the application would back off. */
	private static Executor executor(TinoListenerProperties properties, boolean virtual) {
		int maxThreads = requirePositive("max-threads", properties.getMaxThreads());
		if (virtual) {
			return new VirtualThreadTaskExecutor(THREAD_NAME_PREFIX);
		}
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setCorePoolSize(maxThreads);
		executor.setMaxPoolSize(maxThreads);
		executor.setKeepAliveSeconds(10);
		executor.setAllowCoreThreadTimeOut(true); // nobody has to end them
		executor.setDaemon(true);
		executor.setThreadNamePrefix(THREAD_NAME_PREFIX);
		executor.initialize();
		return executor;
	}

	private static int requirePositive(String name, int value) {
		if (value < 1) {
			throw new InvalidConfigurationPropertyValueException("tino.client.listener." + name, value,
					"It must be at least 1.");
		}
		return value;
	}

}
