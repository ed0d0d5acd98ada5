package io.tino.spring.client;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConstructorArgumentValues.ValueHolder;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Registers a bean for each interface that {@link ImportTinoClients} imports.
 */
class TinoClientRegistrar implements ImportBeanDefinitionRegistrar {

	/** Which argument of the constructor has the exception classes. */
	private static final int ERRORS = 2;

	private final ClientScanner scanner;

	TinoClientRegistrar(Environment environment, ResourceLoader resourceLoader) {
		this.scanner = new ClientScanner(environment, resourceLoader);
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
		Set<AnnotationAttributes> imports = importing.getMergedRepeatableAnnotationAttributes(ImportTinoClients.class,
				ImportTinoClients.Container.class, false);
		for (AnnotationAttributes attributes : imports) {
			List<Class<?>> errors = List.of(attributes.getClassArray("errors"));
			for (Class<?> type : types(attributes, importing.getClassName())) {
				register(type, attributes.getString("group"), errors, registry);
			}
		}
	}

	private Set<Class<?>> types(AnnotationAttributes attributes, String importingClass) {
		Set<Class<?>> types = new LinkedHashSet<>(Arrays.asList(attributes.getClassArray("types")));
		Set<String> packages = new LinkedHashSet<>(Arrays.asList(attributes.getStringArray("basePackages")));
		for (Class<?> packageClass : attributes.getClassArray("basePackageClasses")) {
			packages.add(packageClass.getPackageName());
		}
		if (types.isEmpty() && packages.isEmpty()) {
			packages.add(ClassUtils.getPackageName(importingClass));
		}
		types.addAll(this.scanner.find(packages));
		if (types.isEmpty()) {
			throw new InvalidClientException("Class " + importingClass,
					"is annotated with @ImportTinoClients, but there is no interface with @TinoCommand methods in "
							+ String.join(", ", packages),
					"Name the interfaces by @ImportTinoClients(types = ...), or their packages by basePackages.");
		}
		return types;
	}

	/** An interface that a group imports twice is one bean. */
	private static void register(Class<?> type, String group, List<Class<?>> errors, BeanDefinitionRegistry registry) {
		String beanName = group + "#" + type.getName();
		Set<Class<?>> allErrors = new LinkedHashSet<>(errors);
		if (registry.containsBeanDefinition(beanName)) {
			ValueHolder known = registry.getBeanDefinition(beanName)
				.getConstructorArgumentValues()
				.getIndexedArgumentValue(ERRORS, Class[].class);
			if (known != null && known.getValue() instanceof Class<?>[] knownErrors) {
				allErrors.addAll(Arrays.asList(knownErrors));
			}
			registry.removeBeanDefinition(beanName);
		}
		registry.registerBeanDefinition(beanName, definition(type, group, allErrors.toArray(Class<?>[]::new)));
	}

	private static RootBeanDefinition definition(Class<?> type, String group, Class<?>[] errors) {
		RootBeanDefinition definition = new RootBeanDefinition(TinoClientFactoryBean.class);
		definition.setTargetType(ResolvableType.forClassWithGenerics(TinoClientFactoryBean.class, type));
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, type);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(1, group);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(ERRORS, errors);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, group));
		return definition;
	}

}
