package io.tino.command;

import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A client's connection, as a command sees it. Thread-safe.
 *
 * @since 0.1.0
 */
public interface TinoConnection {

	/**
	 * Return the number of the connection, as {@code CLIENT ID} does.
	 * @return a number above zero that the server gives to no other connection
	 */
	long id();

	/**
	 * Return the client's address.
	 * @return the address; of a client that has come by a Unix domain socket the path of
	 * that
	 */
	SocketAddress remoteAddress();

	/**
	 * Return the certificate that the client has shown, and that the server trusts.
	 * @return the certificate, or {@code null} if the connection is not encrypted, or the
	 * client has shown none or was not asked for one
	 */
	@Nullable X509Certificate clientCertificate();

	/**
	 * Return the name that the client has given the connection by {@code CLIENT SETNAME}.
	 * @return the name, or {@code null} if it has none
	 */
	@Nullable String name();

	/**
	 * Return who the connection has authenticated as.
	 * @return the principal, or {@code null} if the connection is not authenticated
	 */
	@Nullable Principal principal();

	/**
	 * Tell whether the connection is open.
	 * @return {@code false} once it is closed
	 */
	boolean isOpen();

	/**
	 * Return a value that lives as long as the connection, or until the client resets it
	 * by {@code RESET}.
	 * @param key identifies the value
	 * @param factory makes the value on the first call for the key, on this thread
	 * @param <T> the type of the value
	 * @return the value
	 * @throws IllegalStateException if the connection is closed
	 */
	<T> T attribute(Object key, Supplier<T> factory);

	/**
	 * Remove a value.
	 * @param key identifies the value
	 * @return the value, or {@code null} if there was none
	 */
	@Nullable Object removeAttribute(Object key);

	/**
	 * Have something done when the connection is closed or reset, after the call that is
	 * running then has ended. It runs on the worker executor and may block.
	 * @param action what to do
	 * @throws IllegalStateException if the connection is closed
	 */
	void onClose(Runnable action);

}
