package io.tino.sample.identity;

import java.security.Principal;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.tino.command.TinoConnection;
import io.tino.server.TinoAuthenticator;
import io.tino.server.TinoCredentials;

/**
 * Knows users by their passwords.
 */
@Component
class PasswordAuthenticator implements TinoAuthenticator {

	private final Map<String, String> users = Map.of("tinaspassword", "tina");

	@Override
	public @Nullable Principal authenticate(TinoCredentials credentials, TinoConnection connection) {
		String user = this.users.get(credentials.password());
		boolean named = credentials.username() != null;
		return (user != null && (!named || user.equals(credentials.username()))) ? () -> user : null;
	}

}
