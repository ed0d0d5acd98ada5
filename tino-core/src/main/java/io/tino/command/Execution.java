package io.tino.command;

/**
 * Where the calls of a command run.
 *
 * @since 0.1.0
 */
public enum Execution {

	/**
	 * On the event loop of the connection, which serves other connections too: a call
	 * must not block.
	 */
	EVENT_LOOP,

	/**
	 * On a thread of the worker executor, where a call may block.
	 */
	WORKER

}
