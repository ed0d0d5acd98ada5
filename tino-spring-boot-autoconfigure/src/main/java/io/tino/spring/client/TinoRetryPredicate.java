package io.tino.spring.client;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.resilience.retry.MethodRetryPredicate;

import io.tino.client.TinoException;
import io.tino.command.ErrorCode;
import io.tino.spring.endpoint.TinoCommand;

/**
 * Decides for Spring's {@code @Retryable} whether a method that has called a command is
 * invoked again: if the server could not be reached, was stopping, not ready yet or
 * overloaded, and the call either has certainly not run or the method is a command that
 * is {@linkplain TinoCommand#idempotent() idempotent}. What the application has answered
 * stays as it is, and once the time of a call is over it is too late.
 *
 * @since 0.1.0
 */
public class TinoRetryPredicate implements MethodRetryPredicate {

	/**
	 * The same for calls that may run twice without harm, as for a
	 * {@link org.springframework.core.retry.RetryPolicy RetryPolicy}.
	 */
	public static final Predicate<Throwable> IDEMPOTENT = (failure) -> transientFailure(failure) != null;

	private static final Set<String> TRANSIENT = Set.of(ErrorCode.UNAVAILABLE.name(), ErrorCode.OVERLOADED.name(),
			ErrorCode.LOADING.name());

	/**
	 * Create a predicate.
	 */
	public TinoRetryPredicate() {
		// Exceptions and annotations tell everything
	}

	@Override
	public boolean shouldRetry(Method method, Throwable failure) {
		TinoException transientFailure = transientFailure(failure);
		return transientFailure != null && (!transientFailure.mayHaveRun() || isIdempotent(method));
	}

	/**
	 * Tell whether a method may be invoked twice without harm.
	 * @param method the method
	 * @return whether it is annotated as an idempotent command
	 */
	protected boolean isIdempotent(Method method) {
		TinoCommand command = AnnotatedElementUtils.findMergedAnnotation(method, TinoCommand.class);
		return command != null && command.idempotent();
	}

	private static @Nullable TinoException transientFailure(Throwable failure) {
		Throwable cause = failure.getCause();
		if (cause != null && (failure instanceof CompletionException || failure instanceof ExecutionException)) {
			return transientFailure(cause);
		}
		return (failure instanceof TinoException tino && TRANSIENT.contains(tino.code())) ? tino : null;
	}

	/**
	 * The same for a method that may be invoked twice without harm, whatever is written
	 * on it.
	 */
	public static final class Idempotent extends TinoRetryPredicate {

		/**
		 * Create a predicate.
		 */
		public Idempotent() {
			// As the other
		}

		@Override
		protected boolean isIdempotent(Method method) {
			return true;
		}

	}

}
