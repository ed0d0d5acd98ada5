package io.tino.spring.client;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

import io.tino.client.TinoCommandException;

/**
 * An exception class that stands for the code of an error.
 *
 * @param constructor takes a message and a cause, a message, or nothing
 */
record ErrorType(Constructor<?> constructor) {

	private static final List<Class<?>[]> SIGNATURES = List.of(new Class<?>[] { String.class, Throwable.class },
			new Class<?>[] { String.class }, new Class<?>[0]);

	/**
	 * Find out how exceptions of a class are made.
	 * @param type the class
	 * @return the class, ready to be instantiated
	 * @throws InvalidClientException if none can be made
	 */
	static ErrorType of(Class<? extends Throwable> type) {
		for (Class<?>[] signature : SIGNATURES) {
			Constructor<?> constructor = Modifier.isAbstract(type.getModifiers()) ? null : constructor(type, signature);
			if (constructor != null) {
				ReflectionUtils.makeAccessible(constructor);
				return new ErrorType(constructor);
			}
		}
		throw new InvalidClientException("Class " + type.getName(),
				"is thrown by a client for the code in its @TinoError, but cannot be made there",
				"Make it a class that is not abstract, with a constructor that takes a message and a cause, as "
						+ "(String, Throwable), only a message, or nothing.");
	}

	private static @Nullable Constructor<?> constructor(Class<?> type, Class<?>[] signature) {
		return Stream.of(type.getDeclaredConstructors())
			.filter((constructor) -> Arrays.equals(constructor.getParameterTypes(), signature))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Make an exception.
	 * @param error what the server has answered
	 * @return the exception, caused by that; or that, if the constructor fails
	 */
	Throwable create(TinoCommandException error) {
		try {
			Object[] arguments = { error.detail(), error };
			Throwable created = (Throwable) this.constructor
				.newInstance(Arrays.copyOf(arguments, this.constructor.getParameterCount()));
			causedBy(created, error);
			return created;
		}
		catch (InvocationTargetException ex) {
			error.addSuppressed(ex.getTargetException());
		}
		catch (ReflectiveOperationException ex) {
			error.addSuppressed(ex);
		}
		return error;
	}

	private static void causedBy(Throwable created, TinoCommandException error) {
		if (created.getCause() == null) {
			try {
				created.initCause(error);
			}
			catch (IllegalStateException ex) { // the constructor has said that there is
												// none
				created.addSuppressed(error);
			}
		}
	}

}
