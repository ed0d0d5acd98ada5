package io.tino.server;

import org.jspecify.annotations.Nullable;

/**
 * What a client authenticates with, by {@code AUTH} or {@code HELLO}. Its text form does
 * not contain the password.
 *
 * @param username the user's name, or {@code null} if the client has sent only a
 * password, or the name {@code default} that Redis clients send then
 * @param password the password
 * @since 0.1.0
 */
public record TinoCredentials(@Nullable String username, String password) {

	@Override
	public String toString() {
		return "TinoCredentials[username=" + this.username + "]";
	}

}
