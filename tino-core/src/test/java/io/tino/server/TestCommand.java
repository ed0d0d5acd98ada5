package io.tino.server;

import java.util.function.UnaryOperator;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandSpec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;

/**
 * A command made of a lambda.
 */
record TestCommand(CommandSpec spec, Body body) implements Command {

	static final PayloadCodecs CODECS = PayloadCodecs.of(PayloadMappers.messagePack());

	static TestCommand of(String name, UnaryOperator<CommandSpec.Builder> spec, Body body) {
		return new TestCommand(spec.apply(CommandSpec.named(name)).build(), body);
	}

	@Override
	public void call(Call call) throws Exception {
		this.body.call(call);
	}

	static int readInt(Call call, int index) {
		Integer value = CODECS.get(call.format()).<Integer>reader(int.class).read(call.argument(index));
		return (value != null) ? value : 0;
	}

	static void reply(Call call, Object value) {
		call.reply(value, CODECS.get(call.format())::write);
	}

	interface Body {

		void call(Call call) throws Exception;

	}

}
