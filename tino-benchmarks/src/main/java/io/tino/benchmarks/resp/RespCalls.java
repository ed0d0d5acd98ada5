package io.tino.benchmarks.resp;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.tino.benchmarks.peer.PeerClient.Completion;
import io.tino.benchmarks.pipeline.PipelinedCall;
import io.tino.benchmarks.work.Values;
import io.tino.benchmarks.work.Work;

/**
 * Calls in the plain form of Tino, with MessagePack coded by hand.
 */
final class RespCalls {

	private RespCalls() {
	}

	static @Nullable Function<Completion, PipelinedCall> of(Work work) {
		return switch (work.kind()) {
			case ADD -> (completion) -> new AddCall(Values.ONE, Values.OTHER, completion);
			case EMOJI -> (completion) -> new EchoTextCall(Values.EMOJI, completion);
			case BYTES -> {
				byte[] bytes = Values.bytes(work.size());
				yield (completion) -> new EchoBytesCall(bytes, completion);
			}
			case MODEL -> null; // needs a binding, which is what Tino is
		};
	}

}
