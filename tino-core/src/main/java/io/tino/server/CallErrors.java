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
		logger.error("Command {} has failed, correlation id {}", spec.name(), correlationId, failure);
		String message = this.includeMessage ? String.valueOf(failure.getMessage()) : "internal error";
		return new CommandException(ErrorCode.UNEXPECTED_ERROR,
				JsonText.quote(message + " (correlation id " + correlationId + ")"));
	}

}
