package io.tino.server;

import java.security.Principal;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.tino.command.CommandException;
import io.tino.command.ErrorCode;

/**
 * Authenticates connections for {@code AUTH} and {@code HELLO}, as Redis does: what fails
 * leaves the connection as it was. Guessing takes longer with each failure, and ends with
 * the connection.
 */
final class Authentication {

	/** The user that clients name when they have only a password. */
	private static final String DEFAULT_USER = "default";

	/**
	 * Nobody needs to wait longer, and a call that is not answered keeps a connection.
	 */
	private static final Duration MAX_DELAY = Duration.ofSeconds(5);

	private static final int MAX_DOUBLINGS = 16;

	private Authentication() {
	}

	/**
	 * Authenticate. Blocks.
	 * @param call the call that asks for it
	 * @param username the user's name, or {@code null} if only a password was sent
	 * @param password the password
	 * @return whether the connection is authenticated; if not, the call will be answered
	 * @throws CommandException if nobody can be authenticated
	 */
	static boolean authenticate(ServerCall call, @Nullable String username, String password) {
		if (call.isWithinTransaction()) { // one request would hold many attempts
			throw BuiltInCommand.error("authentication is not possible within a transaction");
		}
		boolean defaultUser = username == null || username.equals(DEFAULT_USER);
		TinoAuthenticator authenticator = call.session().context().settings().authenticator;
		if (authenticator == null) {
			requireNoPassword(username, defaultUser);
			return true;
		}
		TinoCredentials credentials = new TinoCredentials(defaultUser ? null : username, password);
		Principal principal = authenticator.authenticate(credentials, call.connection());
		if (principal == null) {
			refuse(call);
			return false;
		}
		call.connection().principal(principal);
		call.connection().authenticationFailures(0);
		return true;
	}

	/** Answer later, without keeping a thread until then. */
	private static void refuse(ServerCall call) {
		ServerSettings settings = call.session().context().settings();
		int failures = call.connection().authenticationFailures() + 1;
		call.connection().authenticationFailures(failures);
		boolean last = failures >= settings.maxAuthenticationFailures;
		if (last) {
			call.closeAfterReply();
		}
		Runnable answer = () -> {
			if (last && call.connection().isOpen()) { // or the client has gone by itself
				call.session()
					.context()
					.listener()
					.connectionEvicted(call.connection(), ConnectionLimit.AUTHENTICATION_FAILURES);
			}
			call.fail(wrongPassword());
		};
		Duration delay = delay(settings.authenticationFailureDelay, failures);
		call.session().holdBack(answer, delay);
	}

	/** Return how long an answer is held back, depending on how many there have been. */
	static Duration delay(Duration first, int failures) {
		Duration delay = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
		return (delay.compareTo(MAX_DELAY) < 0) ? delay : MAX_DELAY;
	}

	/**
	 * Redis' default user without a password takes any password from one who names it.
	 */
	private static void requireNoPassword(@Nullable String username, boolean defaultUser) {
		if (username == null) {
			throw new CommandException(ErrorCode.ERR, "AUTH <password> called without any password configured for the "
					+ "default user. Are you sure your configuration is correct?");
		}
		if (!defaultUser) {
			throw wrongPassword();
		}
	}

	private static CommandException wrongPassword() {
		return new CommandException(ErrorCode.WRONGPASS, "invalid username-password pair or user is disabled.");
	}

}
