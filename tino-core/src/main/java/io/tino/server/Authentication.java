package io.tino.server;

import java.security.Principal;

import org.jspecify.annotations.Nullable;

import io.tino.command.CommandException;
import io.tino.command.ErrorCode;

/**
 * Authenticates connections for {@code AUTH} and {@code HELLO}, as Redis does: what fails
 * leaves the connection as it was.
 */
final class Authentication {

	/** The user that clients name when they have only a password. */
	private static final String DEFAULT_USER = "default";

	private Authentication() {
	}

	/**
	 * Authenticate. Blocks.
	 * @param call the call that asks for it
	 * @param username the user's name, or {@code null} if only a password was sent
	 * @param password the password
	 * @throws CommandException if the credentials are wrong
	 */
	static void authenticate(ServerCall call, @Nullable String username, String password) {
		boolean defaultUser = username == null || username.equals(DEFAULT_USER);
		TinoAuthenticator authenticator = call.session().context().settings().authenticator;
		if (authenticator == null) {
			requireNoPassword(username, defaultUser);
			return;
		}
		TinoCredentials credentials = new TinoCredentials(defaultUser ? null : username, password);
		Principal principal = authenticator.authenticate(credentials, call.connection());
		if (principal == null) {
			throw wrongPassword();
		}
		call.connection().principal(principal);
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
