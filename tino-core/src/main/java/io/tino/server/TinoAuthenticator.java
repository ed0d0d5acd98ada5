package io.tino.server;

import java.security.Principal;

import org.jspecify.annotations.Nullable;

import io.tino.command.TinoConnection;

/**
 * Finds out who a client is. Runs on the worker executor and may block; called by many
 * threads at once.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TinoAuthenticator {

	/**
	 * Authenticate a connection.
	 * @param credentials what the client has sent
	 * @param connection the connection
	 * @return who the client is, or {@code null} to refuse it, which is answered by
	 * {@code WRONGPASS}
	 */
	@Nullable Principal authenticate(TinoCredentials credentials, TinoConnection connection);

}
