package io.tino.spring.client;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoContract;

/**
 * Finds the interfaces in packages that clients can be made of.
 */
final class ClientScanner extends ClassPathScanningCandidateComponentProvider {

	private final @Nullable ClassLoader classLoader;

	ClientScanner(Environment environment, ResourceLoader resourceLoader) {
		super(false, environment);
		setResourceLoader(resourceLoader);
		this.classLoader = resourceLoader.getClassLoader();
		addIncludeFilter((reader, readers) -> isClient(reader.getAnnotationMetadata()));
	}

	private static boolean isClient(AnnotationMetadata type) {
		return type.hasAnnotatedMethods(TinoCommand.class.getName())
				|| type.hasAnnotation(TinoContract.class.getName());
	}

	@Override
	protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
		return definition.getMetadata().isInterface() && definition.getMetadata().isIndependent();
	}

	/** Find the interfaces in some packages and those below, and load them. */
	Set<Class<?>> find(Collection<String> packages) {
		Set<Class<?>> types = new LinkedHashSet<>();
		for (String basePackage : packages) {
			for (BeanDefinition found : findCandidateComponents(basePackage)) {
				types.add(ClassUtils.resolveClassName(Objects.requireNonNull(found.getBeanClassName()),
						this.classLoader));
			}
		}
		return types;
	}

}
