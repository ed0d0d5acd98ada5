package io.tino.server;

/**
 * A server is not built because something requires authentication and nobody could
 * authenticate.
 *
 * @since 0.1.0
 */
public final class MissingAuthenticatorException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	MissingAuthenticatorException(String what) {
		super(what + " requires authentication, but there is no authenticator");
	}

}
