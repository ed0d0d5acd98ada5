package io.tino.benchmarks.rsocket;

import java.util.function.Consumer;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.rsocket.Payload;
import io.rsocket.util.ByteBufPayload;

import io.tino.benchmarks.work.Values;
import io.tino.benchmarks.work.Work;

/**
 * What is sent for some work, and how the reply is checked.
 *
 * @param request makes a request
 * @param check checks a reply
 */
record Exchange(Supplier<ByteBuf> request, Consumer<ByteBuf> check) {

	static Exchange of(Work work) {
		return switch (work.kind()) {
			case ADD -> new Exchange(
					() -> Payloads.request(work.kind(), 2 * Integer.BYTES).writeInt(Values.ONE).writeInt(Values.OTHER),
					(reply) -> Values.checkSum(reply.readInt()));
			case EMOJI ->
				new Exchange(() -> Payloads.writeText(Payloads.request(work.kind(), Payloads.textSize(Values.EMOJI)),
						Values.EMOJI), (reply) -> Values.checkEmoji(Payloads.readText(reply)));
			case MODEL -> new Exchange(
					() -> Payloads.writeModel(Payloads.request(work.kind(), Payloads.modelSize()), Values.MODEL),
					(reply) -> Values.checkModel(Payloads.readModel(reply)));
			case BYTES -> {
				byte[] bytes = Values.bytes(work.size());
				yield new Exchange(() -> Payloads.request(work.kind(), bytes.length).writeBytes(bytes),
						(reply) -> Values.checkBytes(bytes, ByteBufUtil.getBytes(reply)));
			}
		};
	}

	Payload newRequest() {
		return ByteBufPayload.create(this.request.get());
	}

	void checkAndRelease(Payload reply) {
		try {
			this.check.accept(reply.sliceData());
		}
		finally {
			reply.release();
		}
	}

}
