package io.tino.command;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The codes that errors begin with.
 * <p>
 * A code says whether the call that it answers may have run, which is what a client must
 * know before it calls again.
 *
 * @since 0.1.0
 */
public enum ErrorCode {

	/**
	 * A built-in command was used wrongly, or the protocol was broken.
	 */
	ERR(false),

	/**
	 * There is no such command.
	 */
	INVALID_COMMAND(false),

	/**
	 * The number of arguments is wrong.
	 */
	NUM_ARG_MISMATCH(false),

	/**
	 * An argument is not exactly one well-formed value, in whatever format.
	 */
	INVALID_MSGPACK(false),

	/**
	 * An argument is well-formed but not of the parameter's type, or breaks a constraint.
	 */
	VALIDATION_ERROR(false),

	/**
	 * The connection lacks what the command requires of it.
	 */
	PERMISSION_DENIED(false),

	/**
	 * The server requires authentication for every command, as Redis says it.
	 */
	NOAUTH(false),

	/**
	 * Authentication failed, as Redis says it.
	 */
	WRONGPASS(false),

	/**
	 * The connection may not use a command or a channel of the server, as Redis says it.
	 */
	NOPERM(false),

	/**
	 * A transaction was not run, or undone, as Redis says it.
	 */
	EXECABORT(false),

	/**
	 * The version of the protocol is not supported, as Redis says it.
	 */
	NOPROTO(false),

	/**
	 * The command threw something that stands for no error of its own.
	 */
	UNEXPECTED_ERROR(true),

	/**
	 * The server has no capacity left.
	 */
	OVERLOADED(false),

	/**
	 * The server is stopping.
	 */
	UNAVAILABLE(false),

	/**
	 * The request is larger than the server accepts.
	 */
	PAYLOAD_TOO_LARGE(false),

	/**
	 * The call's deadline has passed.
	 */
	DEADLINE_EXCEEDED(true),

	/**
	 * The call was cancelled.
	 */
	CANCELLED(true),

	/**
	 * The server is not ready yet; clients wait and call again.
	 */
	LOADING(false);

	private static final Pattern SYNTAX = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

	/** What Redis clients react to by redirecting, retrying or reconnecting. */
	private static final Set<String> REDIS_CODES = Set.of("MOVED", "ASK", "READONLY", "BUSY", "CLUSTERDOWN", "NOSCRIPT",
			"NOAUTH", "WRONGPASS", "NOPERM", "NOPROTO", "LOADING", "MASTERDOWN", "TRYAGAIN", "CROSSSLOT", "EXECABORT",
			"MISCONF", "NOREPLICAS", "UNKILLABLE");

	/** What the server says before a call runs: clients take it that it has not. */
	private static final Set<String> SERVER_CODES = Set.of("ERR", "INVALID_COMMAND", "NUM_ARG_MISMATCH",
			"INVALID_MSGPACK", "OVERLOADED", "UNAVAILABLE", "PAYLOAD_TOO_LARGE");

	private final boolean mayHaveRun;

	ErrorCode(boolean mayHaveRun) {
		this.mayHaveRun = mayHaveRun;
	}

	/**
	 * Tell whether a call answered with this code may have run.
	 * @return {@code false} if it has certainly not
	 */
	public boolean mayHaveRun() {
		return this.mayHaveRun;
	}

	/**
	 * Tell whether a call answered with a code may have run.
	 * @param code any code, an application's own included
	 * @return {@code false} if it has certainly not
	 */
	public static boolean mayHaveRun(String code) {
		for (ErrorCode known : values()) {
			if (known.name().equals(code)) {
				return known.mayHaveRun;
			}
		}
		return !REDIS_CODES.contains(code);
	}

	/**
	 * Check a code that an application wants to send.
	 * @param code the code
	 * @return the code
	 * @throws IllegalArgumentException if it is not upper-case words joined by
	 * underscores, or one that Redis clients act on, or one by which the server says that
	 * a call has not run
	 */
	public static String requireUsable(String code) {
		if (!SYNTAX.matcher(code).matches()) {
			throw new IllegalArgumentException("Error code '" + code
					+ "' must be at most 64 upper-case letters, digits and underscores, beginning with a letter");
		}
		if (REDIS_CODES.contains(code)) {
			throw new IllegalArgumentException("Error code '" + code
					+ "' must not be used: Redis clients act on it, by redirecting, retrying or reconnecting");
		}
		if (SERVER_CODES.contains(code)) {
			throw new IllegalArgumentException(
					"Error code '" + code + "' must not be used: it says that the call has not run");
		}
		return code;
	}

}
