package io.tino.server;

import java.util.function.Consumer;

import io.tino.command.CommandSpec;

/**
 * One of the commands that a {@link ContainerCommand} stands for.
 */
final class Subcommand extends BuiltInCommand {

	private final Consumer<ServerCall> body;

	private boolean administrative;

	private boolean exemptFromPause;

	private boolean waiting;

	private Subcommand(CommandSpec.Builder spec, Consumer<ServerCall> body) {
		super(spec);
		this.body = body;
	}

	/**
	 * Create a command.
	 * @param name its name, {@code CONTAINER|SUBCOMMAND}
	 * @param summary what it does
	 * @param min the least arguments behind its name
	 * @param max the most arguments
	 * @param body runs a call
	 */
	static Subcommand of(String name, String summary, int min, int max, Consumer<ServerCall> body) {
		return new Subcommand(CommandSpec.named(name).summary(summary).group("server").arguments(min, max), body);
	}

	/** Reserve it to administrators. */
	Subcommand administrative() {
		this.administrative = true;
		return this;
	}

	/** Say that it waits for others. */
	Subcommand mayWait() {
		this.waiting = true;
		return this;
	}

	/** Let it run while all else is paused. */
	Subcommand exemptFromPause() {
		this.exemptFromPause = true;
		return this;
	}

	@Override
	boolean isAdministrative() {
		return this.administrative;
	}

	@Override
	boolean mayBlock() {
		return this.waiting;
	}

	@Override
	boolean isExemptFromPause() {
		return this.exemptFromPause;
	}

	@Override
	void run(ServerCall call) {
		this.body.accept(call);
	}

}
