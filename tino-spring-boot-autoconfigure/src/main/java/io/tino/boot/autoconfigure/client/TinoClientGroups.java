package io.tino.boot.autoconfigure.client;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import io.tino.client.NettyTinoClient;
import io.tino.client.TinoClient;
import io.tino.server.TinoServer;
import io.tino.spring.client.InvalidClientException;
import io.tino.spring.client.TinoTemplate;

/**
 * The clients that are configured by {@code tino.clients.<name>.*}, each the client of
 * the group of that name.
 *
 * @since 0.1.0
 */
public final class TinoClientGroups {

	static final String PREFIX = "tino.clients";

	private final Map<String, TinoClientProperties> properties;

	private final ClientFactory factory;

	private final ListableBeanFactory beanFactory;

	TinoClientGroups(Environment environment, ClientFactory factory, ListableBeanFactory beanFactory) {
		this.properties = bind(environment);
		this.factory = factory;
		this.beanFactory = beanFactory;
	}

	static Map<String, TinoClientProperties> bind(Environment environment) {
		return new TreeMap<>(Binder.get(environment)
			.bind(PREFIX, Bindable.mapOf(String.class, TinoClientProperties.class))
			.orElse(Map.of()));
	}

	/**
	 * Return the names of the groups.
	 * @return the names
	 */
	public Set<String> names() {
		return this.properties.keySet();
	}

	/**
	 * Return the client of a group: the bean of this type that has the group as
	 * {@code @Qualifier}.
	 * @param group the name of the group
	 * @return the client
	 */
	public TinoClient client(String group) {
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(this.beanFactory, TinoClient.class, group);
	}

	/** Make the client of a group, as a bean. */
	NettyTinoClient createClient(String group) {
		// Asking for the server would create the endpoints, one of which may ask for this
		boolean ownServer = this.beanFactory.getBeanNamesForType(TinoServer.class, true, false).length > 0;
		if (!properties(group).hasAddress() && !ownServer) {
			throw new InvalidClientException("Group '" + group + "' of " + PREFIX,
					"has no address, and the application has no server of its own that it could call",
					"Say which server the group calls by " + prefix(group) + ".address=host:port.");
		}
		return this.factory.create(group, prefix(group), properties(group));
	}

	/** Make the template of a group, as a bean. */
	TinoTemplate createTemplate(String group) {
		return new TinoTemplate(client(group), ClientRetry.policy(properties(group), prefix(group)));
	}

	private TinoClientProperties properties(String group) {
		return this.properties.getOrDefault(group, new TinoClientProperties());
	}

	private static String prefix(String group) {
		return PREFIX + "." + group;
	}

}
