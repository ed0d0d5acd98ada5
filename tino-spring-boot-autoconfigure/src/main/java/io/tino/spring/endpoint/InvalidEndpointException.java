package io.tino.spring.endpoint;

import java.lang.reflect.Method;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * An endpoint cannot be exposed the way it is written. Thrown at startup.
 *
 * @since 0.1.0
 */
public final class InvalidEndpointException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Create an exception.
	 * @param where what is wrong
	 * @param problem what is wrong with it, to go behind its name
	 * @param action what can be done about it
	 */
	public InvalidEndpointException(String where, String problem, String action) {
		this(where, problem, action, null);
	}

	InvalidEndpointException(Method method, String problem, String action) {
		this(describe(method), problem, action, null);
	}

	InvalidEndpointException(String where, String problem, String action, @Nullable Throwable cause) {
		super(where + " " + problem, cause);
		this.action = action;
	}

	static String describe(Method method) {
		return "Method " + signature(ClassUtils.getUserClass(method.getDeclaringClass()), method);
	}

	static String signature(Class<?> beanClass, Method method) {
		return Stream.of(method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", ", beanClass.getName() + "." + method.getName() + "(", ")"));
	}

	/**
	 * Return what can be done about it.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

}
