package io.tino.server;

import java.util.function.Consumer;

import io.tino.command.CommandSpec;
import io.tino.command.Execution;

/**
 * One of the commands that a {@link ContainerCommand} stands for.
 */
final class Subcommand extends BuiltInCommand {

	private final Consumer<ServerCall> body;

	private boolean administrative;

	private boolean hiddenFromMonitors;

	private boolean onWorker;

	private boolean exemptFromPause;

	private Subcommand(CommandSpec.Builder spec, Consumer<ServerCall> body) {
		super(spec);
		this.body = body;
	}

	/**
	 * Create a command.
	 * @param spec describes it; its name is {@code CONTAINER|SUBCOMMAND}
	 * @param body runs a call
	 */
	static Subcommand of(CommandSpec.Builder spec, Consumer<ServerCall> body) {
		return new Subcommand(spec, body);
	}

	/** Reserve it to administrators. */
	Subcommand administrative() {
		this.administrative = true;
		return this;
	}

	/** Let monitors not see it, though everybody may call it. */
	Subcommand hiddenFromMonitors() {
		this.hiddenFromMonitors = true;
		return this;
	}

	/** Let it run where it may block. */
	Subcommand onWorker() {
		this.onWorker = true;
		return this;
	}

	/** Let it run while all else is paused. */
	Subcommand exemptFromPause() {
		this.exemptFromPause = true;
		return this;
	}

	/** Those of {@code CLIENT} look at the connection, or change it. */
	@Override
	boolean isMultiplexed() {
		return !spec().group().equals("connection");
	}

	@Override
	boolean isAdministrative() {
		return this.administrative;
	}

	@Override
	boolean isHiddenFromMonitors() {
		return this.administrative || this.hiddenFromMonitors;
	}

	@Override
	Execution execution(ServerCall call) {
		return this.onWorker ? Execution.WORKER : Execution.EVENT_LOOP;
	}

	@Override
	boolean mayBlock() {
		return this.onWorker;
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
