package io.tino.benchmarks.rsocket;

import io.netty.buffer.ByteBuf;
import io.rsocket.Payload;
import io.rsocket.util.ByteBufPayload;
import reactor.core.publisher.Mono;

import io.tino.benchmarks.work.Model;

/**
 * Does all work on the event loop. Bytes are sent back in the buffer that they came in.
 */
final class PlainResponder {

	private PlainResponder() {
	}

	static Mono<Payload> respond(Payload request) {
		try {
			ByteBuf arguments = request.sliceData();
			ByteBuf reply = switch (Payloads.readKind(arguments)) {
				case ADD -> Payloads.buffer(Integer.BYTES).writeInt(arguments.readInt() + arguments.readInt());
				case EMOJI -> echoText(Payloads.readText(arguments));
				case MODEL -> echoModel(Payloads.readModel(arguments));
				case BYTES -> arguments.retain();
			};
			return Mono.just(ByteBufPayload.create(reply));
		}
		finally {
			request.release();
		}
	}

	private static ByteBuf echoText(String text) {
		return Payloads.writeText(Payloads.buffer(Payloads.textSize(text)), text);
	}

	private static ByteBuf echoModel(Model model) {
		return Payloads.writeModel(Payloads.buffer(Payloads.modelSize()), model);
	}

}
