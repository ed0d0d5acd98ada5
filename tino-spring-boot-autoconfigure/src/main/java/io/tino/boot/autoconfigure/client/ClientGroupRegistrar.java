package io.tino.boot.autoconfigure.client;

import java.util.Set;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

import io.tino.client.TinoClient;
import io.tino.spring.client.ImportTinoClients;
import io.tino.spring.client.InvalidClientException;
import io.tino.spring.client.ReactiveTinoTemplate;
import io.tino.spring.client.TinoTemplate;

/**
 * Registers a client and a template for each group in {@code tino.clients.<name>.*}, and
 * one with the types of Reactor if that is there.
 */
class ClientGroupRegistrar implements ImportBeanDefinitionRegistrar {

	private static final String GROUPS = "tinoClientGroups";

	private static final String REACTIVE_GROUPS = "tinoReactiveClientGroups";

	private final Environment environment;

	private final ListableBeanFactory beanFactory;

	private final boolean reactive;

	ClientGroupRegistrar(Environment environment, BeanFactory beanFactory, ClassLoader classLoader) {
		this.environment = environment;
		this.beanFactory = (ListableBeanFactory) beanFactory;
		this.reactive = ClassUtils.isPresent("reactor.core.publisher.Flux", classLoader);
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
		Set<String> groups = TinoClientGroups.bind(this.environment).keySet();
		if (groups.contains(ImportTinoClients.DEFAULT_GROUP)) {
			throw new InvalidClientException(
					"Group '" + ImportTinoClients.DEFAULT_GROUP + "' of " + TinoClientGroups.PREFIX,
					"is the one that is configured by tino.client.*",
					"Move its properties there, or give the group another name.");
		}
		if (!groups.isEmpty()) {
			registry.registerBeanDefinition(GROUPS, new RootBeanDefinition(TinoClientGroups.class));
		}
		for (String group : groups) {
			register("tinoClient." + group, TinoClient.class, group, GROUPS, "createClient", registry);
			register("tinoTemplate." + group, TinoTemplate.class, group, GROUPS, "createTemplate", registry);
		}
		if (this.reactive && !groups.isEmpty()) {
			registerReactive(groups, registry);
		}
	}

	private void registerReactive(Set<String> groups, BeanDefinitionRegistry registry) {
		registry.registerBeanDefinition(REACTIVE_GROUPS, new RootBeanDefinition(ReactiveClientGroups.class));
		for (String group : groups) {
			register("tinoReactiveTemplate." + group, ReactiveTinoTemplate.class, group, REACTIVE_GROUPS,
					"createTemplate", registry);
		}
	}

	private void register(String name, Class<?> type, String group, String factory, String factoryMethod,
			BeanDefinitionRegistry registry) {
		if (!hasOwn(type, group)) {
			RootBeanDefinition definition = new RootBeanDefinition();
			definition.setFactoryBeanName(factory);
			definition.setFactoryMethodName(factoryMethod);
			definition.getConstructorArgumentValues().addIndexedArgumentValue(0, group);
			definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, group));
			definition.setDefaultCandidate(false); // who does not ask for a group gets
													// none
			definition.setDestroyMethodName(AbstractBeanDefinition.INFER_METHOD);
			registry.registerBeanDefinition(name, definition);
		}
	}

	/** Tell whether the application defines the bean of a group itself. */
	private boolean hasOwn(Class<?> type, String group) {
		for (String beanName : this.beanFactory.getBeanNamesForType(type, true, false)) {
			if (BeanFactoryAnnotationUtils.isQualifierMatch(group::equals, beanName, this.beanFactory)) {
				return true;
			}
		}
		return false;
	}

}
