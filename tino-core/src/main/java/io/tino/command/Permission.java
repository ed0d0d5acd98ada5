package io.tino.command;

/**
 * Decides who may call a command, before the arguments of the call are read. Runs on the
 * event loop and must not block.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Permission {

	/**
	 * Anybody may call the command.
	 */
	Permission ALL = (connection) -> true;

	/**
	 * Only an authenticated connection may call the command.
	 */
	Permission AUTHENTICATED = (connection) -> connection.principal() != null;

	/**
	 * Decide.
	 * @param connection the connection that a call comes from
	 * @return whether the call may run
	 */
	boolean isGrantedTo(TinoConnection connection);

}
