package io.tino.server;

import java.util.List;
import java.util.stream.Stream;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;
import io.tino.payload.PayloadFormat;
import io.tino.resp.RespWriter;

/**
 * {@code TINO.FORMAT [msgpack|json]}: how the connection encodes arguments and results.
 */
final class FormatCommand extends BuiltInCommand {

	FormatCommand() {
		super(CommandSpec.named("TINO.FORMAT")
			.summary("Sets or gets the format of arguments and results, msgpack or json")
			.group("tino")
			.arguments(List.of(format())));
	}

	private static CommandArgument format() {
		return CommandArgument
			.oneOf("format",
					Stream.of(PayloadFormat.values()).map(PayloadFormat::wireName).map(CommandArgument::token).toList())
			.asOptional();
	}

	@Override
	void run(ServerCall call) {
		if (call.argumentCount() == 0) {
			call.reply((writer) -> writer.bulk(call.connection().format().wireName()));
			return;
		}
		PayloadFormat format = PayloadFormat.of(call.text(0));
		if (format == null) {
			throw error("unknown format '" + call.text(0) + "', expected msgpack or json");
		}
		call.connection().format(format);
		call.reply(RespWriter::ok);
	}

}
