package io.tino.spring.endpoint;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;

import io.tino.command.CommandException;
import io.tino.command.ErrorCode;

/**
 * Turns what the methods of endpoints throw into what callers are told.
 *
 * @param command the name of the command
 * @param handlers asked first, in their order
 */
record EndpointFailures(String command, List<TinoExceptionHandler> handlers) {

	/** The codes of exception classes, found once. */
	private static final Map<Class<?>, Optional<String>> CODES = new ConcurrentHashMap<>();

	/**
	 * Turn an exception into an error.
	 * @param failure what has been thrown
	 * @return the error, or the exception itself if nothing is to be told of it
	 */
	Throwable translate(Throwable failure) {
		Throwable cause = unwrap(failure);
		if (cause instanceof CommandException) {
			return cause;
		}
		try {
			CommandException error = findError(cause);
			return (error != null) ? error : cause;
		}
		catch (RuntimeException ex) { // a handler has failed, or the code is unusable
			ex.addSuppressed(cause);
			return ex;
		}
	}

	private @Nullable CommandException findError(Throwable cause) {
		for (TinoExceptionHandler handler : this.handlers) {
			CommandException error = handler.handle(cause, this.command);
			if (error != null) {
				return error;
			}
		}
		String code = codeOf(cause.getClass());
		String message = cause.getMessage();
		return (code != null) ? new CommandException(code, (message != null) ? message : "") : null;
	}

	private static Throwable unwrap(Throwable failure) {
		boolean wrapper = failure instanceof CompletionException || failure instanceof ExecutionException
				|| failure instanceof UndeclaredThrowableException;
		Throwable cause = failure.getCause();
		return (wrapper && cause != null) ? unwrap(cause) : failure;
	}

	private static @Nullable String codeOf(Class<?> type) {
		return CODES.computeIfAbsent(type, EndpointFailures::findCode).orElse(null);
	}

	private static Optional<String> findCode(Class<?> type) {
		return Optional.ofNullable(AnnotatedElementUtils.findMergedAnnotation(type, TinoError.class))
			.map(TinoError::value);
	}

	/**
	 * Check the code of an exception class.
	 * @param type the class
	 * @throws InvalidEndpointException if its code must not be used
	 */
	static void requireUsableCode(Class<?> type) {
		String code = codeOf(type);
		try {
			if (code != null) {
				ErrorCode.requireUsable(code);
			}
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidEndpointException("Class " + type.getName(),
					"is annotated with a @TinoError that must not be sent: " + ex.getMessage(), "Choose another code.",
					ex);
		}
	}

}
