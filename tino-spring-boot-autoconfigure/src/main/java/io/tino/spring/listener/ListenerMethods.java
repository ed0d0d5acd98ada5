package io.tino.spring.listener;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

import io.tino.client.TinoTopics;
import io.tino.payload.PayloadCodec;

/**
 * Finds the methods of beans that take messages.
 *
 * @since 0.1.0
 */
public final class ListenerMethods {

	private static final boolean VALIDATION_PRESENT = ClassUtils.isPresent("jakarta.validation.Validator",
			ListenerMethods.class.getClassLoader());

	private final ConfigurableListableBeanFactory beanFactory;

	private final PayloadCodec codec;

	/**
	 * Create an instance.
	 * @param beanFactory the beans, and a {@code Validator} if messages are to be
	 * validated
	 * @param codec decodes messages
	 */
	public ListenerMethods(ConfigurableListableBeanFactory beanFactory, PayloadCodec codec) {
		this.beanFactory = beanFactory;
		this.codec = codec;
	}

	/**
	 * Find all listeners. Creates their beans.
	 * @return the listeners
	 * @throws InvalidListenerException if one cannot take messages the way it is written
	 */
	List<MessageListener> find() {
		List<MessageListener> listeners = new ArrayList<>();
		for (String beanName : this.beanFactory.getBeanNamesForType(Object.class)) {
			Class<?> type = ScopedProxyUtils.isScopedTarget(beanName) ? null
					: AutoProxyUtils.determineTargetClass(this.beanFactory, beanName);
			if (type != null && mayListen(type)) {
				find(beanName, ClassUtils.getUserClass(type), listeners);
			}
		}
		return listeners;
	}

	private static boolean mayListen(Class<?> type) {
		return AnnotationUtils.isCandidateClass(type, TinoListener.class) && !isOfSpring(type);
	}

	/**
	 * Most beans are Spring's own, which takes its time to look through. Spring tells
	 * them the same way when it looks for listeners of events.
	 */
	private static boolean isOfSpring(Class<?> type) {
		return type.getName().startsWith("org.springframework.")
				&& !AnnotatedElementUtils.isAnnotated(ClassUtils.getUserClass(type), Component.class);
	}

	private void find(String beanName, Class<?> type, List<MessageListener> listeners) {
		if (methods(type).isEmpty()) {
			return;
		}
		if (!this.beanFactory.isSingleton(beanName)) {
			throw new InvalidListenerException("Bean '" + beanName + "'",
					"has listeners but is no singleton, so that there is no one bean to invoke",
					"Remove its scope, or move the listeners to another bean.");
		}
		Object bean = this.beanFactory.getBean(beanName);
		Class<?> beanClass = ClassUtils.getUserClass(AopUtils.getTargetClass(bean));
		methods(beanClass).forEach((method, annotation) -> listeners
			.add(listener(beanName, bean, ListenerMethod.of(bean, beanClass, method), annotation)));
	}

	private static Map<Method, TinoListener> methods(Class<?> type) {
		return MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<@Nullable TinoListener>) (method) -> AnnotatedElementUtils
					.findMergedAnnotation(method, TinoListener.class));
	}

	private MessageListener listener(String beanName, Object bean, ListenerMethod method, TinoListener annotation) {
		String id = annotation.id().isEmpty() ? beanName + "." + method.method().getName() : annotation.id();
		return new MessageListener(id, topics(method, annotation), method, ListenerArguments.of(method, this.codec),
				validation(bean, method));
	}

	private TinoTopics topics(ListenerMethod method, TinoListener annotation) {
		Set<String> channels = resolve(method, annotation.channels());
		Set<String> patterns = resolve(method, annotation.patterns());
		if (channels.isEmpty() && patterns.isEmpty()) {
			throw new InvalidListenerException(method.method(), "takes messages of no channel",
					"Name some by @TinoListener(channels = \"...\"), or patterns of their names by "
							+ "@TinoListener(patterns = \"...\").");
		}
		return new TinoTopics(channels, patterns);
	}

	private Set<String> resolve(ListenerMethod method, String[] names) {
		Set<String> resolved = new LinkedHashSet<>();
		for (String name : names) {
			String value = this.beanFactory.resolveEmbeddedValue(name);
			if (value == null || value.isEmpty()) {
				throw new InvalidListenerException(method.method(),
						"takes messages of a channel that has no name" + (name.isEmpty() ? "" : ": " + name),
						"Give the channel a name, or remove it.");
			}
			resolved.add(value);
		}
		return resolved;
	}

	private @Nullable ListenerValidation validation(Object bean, ListenerMethod method) {
		if (!VALIDATION_PRESENT) {
			return null;
		}
		Validator validator = this.beanFactory.getBeanProvider(Validator.class).getIfAvailable();
		return (validator != null) ? ListenerValidation.of(validator, bean, method) : null;
	}

}
