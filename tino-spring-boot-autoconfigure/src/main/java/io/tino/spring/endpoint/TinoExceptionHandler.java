package io.tino.spring.endpoint;

import org.jspecify.annotations.Nullable;

import io.tino.command.CommandException;

/**
 * Turns exceptions of endpoints into errors that callers see. Beans of this type are
 * asked in their order; called by many threads at once, on the thread that the exception
 * was thrown on.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TinoExceptionHandler {

	/**
	 * Turn an exception into an error.
	 * @param exception what the endpoint has thrown, or completed its result with
	 * @param command the name of the command
	 * @return the error to answer with, or {@code null} to leave the exception to the
	 * next handler
	 */
	@Nullable CommandException handle(Throwable exception, String command);

}
