package io.tino.client;

import java.util.Locale;

import io.tino.command.ErrorCode;
import io.tino.resp.RespValue;

/**
 * Knows the errors by which servers answer {@code ITER} and {@code NEXT}.
 */
final class CursorErrors {

	private CursorErrors() {
	}

	/** Tell whether the command is one that returns a single value, and has not run. */
	static boolean isNoStream(RespValue.SimpleError error) {
		return isErr(error) && error.message().contains("returns no stream");
	}

	/** Tell whether the server does not know {@code ITER}, as Redis does not. */
	static boolean isUnknown(RespValue.SimpleError error) {
		String message = error.message().toUpperCase(Locale.ROOT);
		return isErr(error) ? message.contains("UNKNOWN COMMAND")
				: error.code().equals(ErrorCode.INVALID_COMMAND.name()) && message.matches("\\W*ITER\\b.*");
	}

	/** Say why a cursor is gone, if that is all that the server knows. */
	static RespValue.SimpleError explain(RespValue.SimpleError error) {
		return (isErr(error) && error.message().equals("no such cursor"))
				? new RespValue.SimpleError(error.text() + ": the server has ended the stream, as it does when "
						+ "nothing is asked for within its tino.server.limits.cursor-timeout")
				: error;
	}

	private static boolean isErr(RespValue.SimpleError error) {
		return error.code().equals(ErrorCode.ERR.name());
	}

}
