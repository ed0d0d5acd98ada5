package io.tino.benchmarks.micro;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;
import io.tino.payload.MessagePackCodec;
import io.tino.payload.PayloadMappers;
import io.tino.payload.PayloadReader;
import io.tino.payload.PayloadWriter;

/**
 * Adds two numbers on the event loop.
 */
final class AddCommand implements Command {

	private final CommandSpec spec = CommandSpec.named("ADD")
		.arguments(2, 2)
		.execution(Execution.EVENT_LOOP)
		.completesAtOnce(true)
		.build();

	private final PayloadReader<Integer> reader;

	private final PayloadWriter<Integer> writer;

	AddCommand() {
		MessagePackCodec codec = new MessagePackCodec(PayloadMappers.messagePack());
		this.reader = codec.reader(int.class);
		this.writer = codec.writer(int.class);
	}

	@Override
	public CommandSpec spec() {
		return this.spec;
	}

	@Override
	public void call(Call call) {
		call.reply(number(call, 0) + number(call, 1), this.writer);
	}

	private int number(Call call, int argument) {
		Integer number = this.reader.read(call.argument(argument));
		if (number == null) {
			throw new IllegalStateException("Argument " + argument + " is no number");
		}
		return number;
	}

}
