package io.tino.command;

/**
 * Something that a client can call by name. Thread-safe: calls of many connections run at
 * once.
 *
 * @since 0.1.0
 */
public interface Command {

	/**
	 * Say what this command is called and what it needs. Always the same answer.
	 * @return the description
	 */
	CommandSpec spec();

	/**
	 * Run a call, on the thread that {@link CommandSpec#execution()} asks for. The call
	 * is completed by {@link Call#reply} or {@link Call#fail}, exactly once, before this
	 * method returns or at any time after, on any thread.
	 * @param call the call, whose arguments may be read until it is completed
	 * @throws Exception as if it had been given to {@link Call#fail}
	 */
	void call(Call call) throws Exception;

}
