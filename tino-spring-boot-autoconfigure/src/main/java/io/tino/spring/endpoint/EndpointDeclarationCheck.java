package io.tino.spring.endpoint;

import java.lang.reflect.Method;
import java.util.Collection;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds beans of an application that look like endpoints and are not exposed, so that
 * nobody has to find out why there is no such command.
 *
 * @since 0.1.0
 */
public final class EndpointDeclarationCheck implements SmartInitializingSingleton {

	private final ConfigurableListableBeanFactory beanFactory;

	private final Collection<String> packages;

	private final ObjectProvider<EndpointCommands> commands;

	/**
	 * Create an instance.
	 * @param beanFactory the beans
	 * @param packages the names of the packages of the application
	 * @param commands what is exposed, if anything is
	 */
	public EndpointDeclarationCheck(ConfigurableListableBeanFactory beanFactory, Collection<String> packages,
			ObjectProvider<EndpointCommands> commands) {
		this.beanFactory = beanFactory;
		this.packages = packages;
		this.commands = commands;
	}

	@Override
	public void afterSingletonsInstantiated() {
		EndpointCommands exposed = this.commands.getIfAvailable();
		for (String beanName : this.beanFactory.getBeanDefinitionNames()) {
			Class<?> type = AutoProxyUtils.determineTargetClass(this.beanFactory, beanName);
			if (type != null && isOfApplication(type) && !ScopedProxyUtils.isScopedTarget(beanName)) {
				check(beanName, ClassUtils.getUserClass(type), exposed == null || !exposed.hasFound(beanName));
			}
		}
	}

	private boolean isDeclaredAsEndpoint(String beanName) {
		Class<?> declared = this.beanFactory.getMergedBeanDefinition(beanName).getResolvableType().toClass();
		return AnnotatedElementUtils.hasAnnotation(declared, TinoEndpoint.class);
	}

	private boolean isOfApplication(Class<?> type) {
		return this.packages.stream().anyMatch((name) -> type.getName().startsWith(name + "."));
	}

	private void check(String beanName, Class<?> type, boolean hidden) {
		if (AnnotatedElementUtils.hasAnnotation(type, TinoEndpoint.class)) {
			if (hidden && !isDeclaredAsEndpoint(beanName)) {
				throw new InvalidEndpointException("Bean '" + beanName + "'",
						"is an endpoint of " + type + ", but is declared as a type that does not say so",
						"Declare that class as the return type of its @Bean method.");
			}
			return;
		}
		if (!MethodIntrospector.selectMethods(type, EndpointDeclarationCheck::isCommand).isEmpty()) {
			throw new InvalidEndpointException("Class " + type.getName(),
					"has methods annotated with @TinoCommand but is not annotated with @TinoEndpoint",
					"Annotate the class with @TinoEndpoint, or remove @TinoCommand from its methods.");
		}
	}

	/**
	 * On an interface it says nothing of the class: clients have it there too, and mocks
	 * of them copy it.
	 */
	private static boolean isCommand(Method method) {
		Class<?> declaring = method.getDeclaringClass();
		return !declaring.isInterface() && AnnotatedElementUtils.isAnnotated(method, TinoCommand.class) && ClassUtils
			.getAllInterfacesForClassAsSet(declaring)
			.stream()
			.map((type) -> ReflectionUtils.findMethod(type, method.getName(), method.getParameterTypes()))
			.noneMatch(
					(declared) -> declared != null && AnnotatedElementUtils.isAnnotated(declared, TinoCommand.class));
	}

}
