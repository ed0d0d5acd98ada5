package io.tino.client;

import org.jspecify.annotations.Nullable;

import io.tino.command.ErrorCode;
import io.tino.resp.RespValue;

/**
 * Makes exceptions of the errors that a server answers.
 */
final class CallFailures {

	/** What the text of some errors begins with if the call has certainly not run. */
	private static final String NOT_RUN = "not run";

	private CallFailures() {
	}

	/**
	 * Make an exception of an error. That a deadline has passed, or that a call was
	 * cancelled, is the same exception whichever side says it.
	 * @param command the command that was called
	 * @param error what the server has answered
	 * @return the exception
	 */
	static TinoException of(String command, RespValue.SimpleError error) {
		return of(command, error, ErrorCode.mayHaveRun(error.code()) && !error.message().startsWith(NOT_RUN));
	}

	/**
	 * Make an exception of an error, if it is known whether the call may have run.
	 * @param command the command that was called
	 * @param error what the server has answered
	 * @param mayHaveRun whether the call may have run
	 * @return the exception
	 */
	static TinoException of(String command, RespValue.SimpleError error, boolean mayHaveRun) {
		String code = error.code();
		if (code.equals(ErrorCode.DEADLINE_EXCEEDED.name())) {
			return new TinoTimeoutException(command, error.message(), mayHaveRun);
		}
		if (code.equals(ErrorCode.CANCELLED.name())) {
			return new TinoCancelledException(command, error.message(), mayHaveRun);
		}
		return new TinoCommandException(command, code, error.message(), mayHaveRun);
	}

	/**
	 * Make an exception of a call that takes a stream, which only multiplexed calls do.
	 * @param command the command that was to be called
	 * @return the exception
	 */
	static TinoException notMultiplexed(String command) {
		return new TinoCommandException(command, ErrorCode.ERR.name(),
				"not run: the server answers calls in order, and a stream can only be sent to one that multiplexes "
						+ "them (tino.server.multiplexing.enabled)");
	}

	/**
	 * Make an exception of a stream that the server cannot send.
	 * @param command the command that was to be called
	 * @return the exception
	 */
	static TinoException noStreams(String command) {
		return new TinoCommandException(command, ErrorCode.ERR.name(),
				"not run: the server knows no streams. They need one that multiplexes calls, or knows ITER");
	}

	/**
	 * Make an exception of a connection that is closed before a call is over.
	 * @param command the command that was called
	 * @param cause why, or {@code null}
	 * @return the exception
	 */
	static TinoException connectionClosed(String command, @Nullable Throwable cause) {
		return new TinoConnectionException("Connection was closed before the reply to " + command + " had come", true,
				cause);
	}

}
