package io.tino.client;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;
import io.tino.payload.MessagePackCodec;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadMappers;
import io.tino.payload.PayloadReader;
import io.tino.testing.SimulatedWorld;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The commands of a server in a simulation. Each takes the number of its call, and
 * perhaps something of any length.
 */
final class SimulatedCommands {

	/** The header that has the number of the caller, where there are headers. */
	static final String HEADER = "caller";

	/** What FAIL answers. */
	static final String ERROR = "NOTE_LOST";

	/**
	 * All commands: answered at once, by a worker, later, at length, by an error, or not
	 * at all.
	 */
	static final List<String> NAMES = List.of("NOW", "WORK", "LATER", "BIG", "FAIL", "HANG");

	private static final PayloadCodec CODEC = new MessagePackCodec(PayloadMappers.messagePack());

	private static final PayloadReader<Integer> NUMBER = CODEC.reader(int.class);

	private final SimulatedWorld world;

	private final Runs runs;

	private SimulatedCommands(SimulatedWorld world, Runs runs) {
		this.world = world;
		this.runs = runs;
	}

	/**
	 * Make the commands.
	 * @param world where they run
	 * @param runs told of each call that runs
	 * @return the commands
	 */
	static List<Command> all(SimulatedWorld world, Runs runs) {
		SimulatedCommands commands = new SimulatedCommands(world, runs);
		return NAMES.stream().map(commands::command).toList();
	}

	/** Return what a command answers. */
	static Object result(String command, int number) {
		return command.equals("BIG") ? number + ":" + "x".repeat(1000 + 500 * number) : number;
	}

	private Command command(String name) {
		Execution execution = name.equals("WORK") ? Execution.WORKER : Execution.EVENT_LOOP;
		CommandSpec spec = CommandSpec.named(name).arguments(1, 2).execution(execution).build();
		return new Body(spec, (call) -> run(name.toUpperCase(Locale.ROOT), call));
	}

	private void run(String name, Call call) {
		Integer number = NUMBER.read(call.argument(0));
		if (number == null) {
			throw new IllegalStateException("No number");
		}
		assertThat(call.context().headers().getOrDefault(HEADER, number.toString())).isEqualTo(number.toString());
		this.runs.ran(number);
		switch (name) {
			case "LATER" ->
				this.world.schedule(this.world.delay(Duration.ofMillis(60)), () -> answer(name, number, call));
			case "FAIL" -> throw new CommandException(ERROR, "note " + number);
			case "HANG" -> hang(call);
			default -> answer(name, number, call);
		}
	}

	private static void answer(String name, int number, Call call) {
		call.reply(result(name, number), CODEC::write);
	}

	/** Wait for nothing but to be given up. */
	private void hang(Call call) {
		AtomicBoolean over = new AtomicBoolean();
		call.onCancel(() -> {
			if (over.compareAndSet(false, true)) {
				this.world.schedule(this.world.delay(Duration.ofMillis(5)),
						() -> call.fail(new CommandException("GIVEN_UP", "at last")));
			}
		});
	}

	/**
	 * Is told of calls that run.
	 */
	interface Runs {

		void ran(int number);

	}

	private record Body(CommandSpec spec, Consumer<Call> body) implements Command {

		@Override
		public void call(Call call) {
			this.body.accept(call);
		}

	}

}
