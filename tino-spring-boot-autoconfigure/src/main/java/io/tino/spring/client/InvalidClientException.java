package io.tino.spring.client;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import io.tino.spring.method.InvalidDeclarationException;

/**
 * No client can be made of an interface the way it is written or imported. Thrown at
 * startup.
 *
 * @since 0.1.0
 */
public final class InvalidClientException extends InvalidDeclarationException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param where what is wrong
	 * @param problem what is wrong with it, to go behind its name
	 * @param action what can be done about it
	 */
	public InvalidClientException(String where, String problem, String action) {
		this(where, problem, action, null);
	}

	InvalidClientException(Method method, String problem, String action) {
		this(describe(method), problem, action, null);
	}

	InvalidClientException(String where, String problem, String action, @Nullable Throwable cause) {
		super(where, problem, action, cause);
	}

}
