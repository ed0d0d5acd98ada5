package io.tino.spring.method;

import java.lang.reflect.Method;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Something of an application cannot work the way it is written. Thrown at startup.
 *
 * @since 0.1.0
 */
public abstract class InvalidDeclarationException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Create an exception.
	 * @param where what is wrong
	 * @param problem what is wrong with it, to go behind its name
	 * @param action what can be done about it
	 * @param cause how that was found out, or {@code null}
	 */
	protected InvalidDeclarationException(String where, String problem, String action, @Nullable Throwable cause) {
		super(where + " " + problem, cause);
		this.action = action;
	}

	/**
	 * Name a method.
	 * @param method the method
	 * @return its name, to begin a sentence with
	 */
	public static String describe(Method method) {
		return "Method " + signature(ClassUtils.getUserClass(method.getDeclaringClass()), method);
	}

	/**
	 * Name a method within a sentence.
	 * @param type the class or interface that it is looked at in
	 * @param method the method
	 * @return its class, its name and the types of its parameters
	 */
	public static String signature(Class<?> type, Method method) {
		return Stream.of(method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", ", type.getName() + "." + method.getName() + "(", ")"));
	}

	/**
	 * Return what can be done about it.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

	/**
	 * Makes exceptions of one kind.
	 */
	@FunctionalInterface
	public interface Factory {

		/**
		 * Make an exception.
		 * @param where what is wrong
		 * @param problem what is wrong with it, to go behind its name
		 * @param action what can be done about it
		 * @param cause how that was found out, or {@code null}
		 * @return the exception
		 */
		InvalidDeclarationException create(String where, String problem, String action, @Nullable Throwable cause);

	}

}
