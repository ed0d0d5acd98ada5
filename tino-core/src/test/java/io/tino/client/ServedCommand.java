package io.tino.client;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandSpec;

/**
 * A command of a server under test.
 *
 * @param spec what it is called by
 * @param body what it does
 */
record ServedCommand(CommandSpec spec, Body body) implements Command {

	@Override
	public void call(Call call) throws Exception {
		this.body.call(call);
	}

	/**
	 * What a command does.
	 */
	@FunctionalInterface
	interface Body {

		void call(Call call) throws Exception;

	}

}
