package io.tino.spring.endpoint;

import java.util.Collection;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Finds the exception classes of an application that are annotated with
 * {@link TinoError}, so that a code that must not be sent is refused at startup rather
 * than when the exception is first thrown.
 */
final class ErrorCodeCheck {

	private ErrorCodeCheck() {
	}

	/**
	 * Check the codes of all classes in some packages.
	 * @param packages the names of the packages
	 * @param classLoader loads the classes that are found
	 * @param metadata reads class files, and may have read these already; {@code null} to
	 * read them anew
	 * @throws InvalidEndpointException if one of them must not be sent
	 */
	static void check(Collection<String> packages, @Nullable ClassLoader classLoader,
			@Nullable MetadataReaderFactory metadata) {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false) {

			@Override
			protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
				return true;
			}

		};
		if (metadata != null) {
			scanner.setMetadataReaderFactory(metadata);
		}
		scanner.addIncludeFilter(new AnnotationTypeFilter(TinoError.class, false));
		for (String name : packages) {
			for (BeanDefinition found : scanner.findCandidateComponents(name)) {
				String className = found.getBeanClassName();
				if (className != null) {
					EndpointFailures.requireUsableCode(ClassUtils.resolveClassName(className, classLoader));
				}
			}
		}
	}

}
