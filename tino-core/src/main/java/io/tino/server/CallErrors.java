package io.tino.server;

import java.util.concurrent.ThreadLocalRandom;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.command.ErrorCode;
import io.tino.command.JsonText;

/**
 * Turns what a call failed with into what its caller is told.
 */
final class CallErrors {

	private static final Logger logger = LoggerFactory.getLogger(CallErrors.class);

	private static final String INTERNAL_ERROR = "internal error";

	private final boolean includeMessage;

	/**
	 * Create an instance.
	 * @param includeMessage whether callers are told the messages of unexpected
	 * exceptions
	 */
	CallErrors(boolean includeMessage) {
		this.includeMessage = includeMessage;
	}

	/**
	 * Find what the caller is told. What it is not told is logged.
	 * @param spec the command that failed
	 * @param failure what it failed with
	 * @return the error
	 */
	CommandException resolve(CommandSpec spec, Throwable failure) {
		if (failure instanceof CommandException expected) {
			return expected;
		}
		String correlationId = String.format("%016x", ThreadLocalRandom.current().nextLong());
		String message = INTERNAL_ERROR;
		try {
			logger.error("Command {} has failed, correlation id {}", spec.name(), correlationId, failure);
			message = this.includeMessage ? String.valueOf(failure.getMessage()) : INTERNAL_ERROR;
		}
		catch (Throwable ex) { // an exception may fail to say what it is about
			logger.error("Command {} has failed with {} that fails itself, correlation id {}", spec.name(),
					failure.getClass().getName(), correlationId);
		}
		return new CommandException(ErrorCode.UNEXPECTED_ERROR,
				JsonText.quote(message + " (correlation id " + correlationId + ")"));
	}

}
