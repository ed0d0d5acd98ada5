package io.tino.spring.listener;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import io.tino.spring.method.InvalidDeclarationException;

/**
 * A listener cannot take messages the way it is written. Thrown at startup.
 *
 * @since 0.1.0
 */
public final class InvalidListenerException extends InvalidDeclarationException {

	private static final long serialVersionUID = 1L;

	InvalidListenerException(Method method, String problem, String action) {
		this(describe(method), problem, action, null);
	}

	InvalidListenerException(String where, String problem, String action) {
		this(where, problem, action, null);
	}

	InvalidListenerException(String where, String problem, String action, @Nullable Throwable cause) {
		super(where, problem, action, cause);
	}

}
