package io.tino.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;
import io.tino.command.Permission;
import io.tino.payload.PayloadException;
import io.tino.payload.PayloadReader;

/**
 * Commands of an application, as a session under the fuzzer may call them.
 */
final class FuzzedCommands {

	private static final PayloadReader<Object> MESSAGE_PACK = TestCommand.CODECS.messagePack().reader(Object.class);

	private static final PayloadReader<Object> JSON = TestCommand.CODECS.json().reader(Object.class);

	/** Calls that have returned and not been completed. */
	private final Queue<Call> pending = new ConcurrentLinkedQueue<>();

	/** What has begun for the connection and not been ended with it. */
	private final AtomicInteger states = new AtomicInteger();

	/** Return the built-in commands and those of the application. */
	List<Command> all() {
		List<Command> commands = new ArrayList<>(BuiltInCommands.all());
		commands.addAll(BuiltInCommands.multiplexing());
		commands.addAll(new FuzzedStreams(this.states).all());
		commands.add(eventLoop("GET", 1, 1, (call) -> TestCommand.reply(call, read(call, 0))));
		commands.add(worker("WORK", 1, 2, (call) -> TestCommand.reply(call, read(call, call.argumentCount() - 1))));
		commands.add(eventLoop("LATER", 0, CommandSpec.UNLIMITED, this.pending::add));
		commands.add(worker("WORK.LATER", 0, 1, this.pending::add));
		commands.add(eventLoop("STATE", 0, 0, this::useState));
		commands.add(eventLoop("BIG", 0, 0, (call) -> TestCommand.reply(call, "x".repeat(2_000))));
		commands.add(eventLoop("FAIL", 0, 0, (call) -> {
			throw new IllegalStateException("do not tell");
		}));
		commands.add(worker("HALF", 0, 0, (call) -> call.reply((writer) -> {
			writer.array(2);
			throw new CommandException("NOTE_NOT_FOUND", "half\r\na reply");
		})));
		commands.add(TestCommand.of("SECRET", (spec) -> spec.arguments(0, 1).permission(Permission.AUTHENTICATED),
				(call) -> TestCommand.reply(call, call.connection().principal().getName())));
		return commands;
	}

	private static Command eventLoop(String name, int min, int max, TestCommand.Body body) {
		return TestCommand.of(name, (spec) -> spec.arguments(min, max).execution(Execution.EVENT_LOOP), body);
	}

	private static Command worker(String name, int min, int max, TestCommand.Body body) {
		return TestCommand.of(name, (spec) -> spec.arguments(min, max), body);
	}

	private static @Nullable Object read(Call call, int index) {
		try {
			return switch (call.format()) {
				case MSGPACK -> MESSAGE_PACK.read(call.argument(index));
				case JSON -> JSON.read(call.argument(index));
			};
		}
		catch (PayloadException ex) {
			throw new CommandException("BAD_ARGUMENT", ex.getMessage());
		}
	}

	private void useState(Call call) {
		Integer state = call.connection().attribute(this, () -> {
			call.connection().onClose(this.states::decrementAndGet);
			return this.states.incrementAndGet();
		});
		TestCommand.reply(call, state);
	}

	/** Complete the call that has waited longest. */
	void completeOne() {
		Call call = this.pending.poll();
		if (call != null) {
			TestCommand.reply(call, "late");
		}
	}

	boolean isPending() {
		return !this.pending.isEmpty();
	}

	/** Return how much has begun for connections and not been ended with them. */
	int states() {
		return this.states.get();
	}

}
