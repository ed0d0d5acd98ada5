package io.tino.benchmarks.echo;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.tino.benchmarks.peer.PeerClient.Completion;
import io.tino.benchmarks.pipeline.PipelinedCall;
import io.tino.benchmarks.work.Values;
import io.tino.benchmarks.work.Work;

/**
 * Calls whose bytes are sent back as they are.
 */
final class FrameCalls {

	private FrameCalls() {
	}

	static @Nullable Function<Completion, PipelinedCall> of(Work work) {
		return switch (work.kind()) {
			case ADD -> {
				byte[] numbers = { Values.ONE, Values.OTHER };
				yield (completion) -> new FrameCall(numbers, (bytes) -> Values.checkSum(bytes[0] + bytes[1]),
						completion);
			}
			case EMOJI -> (completion) -> new FrameCall(Values.EMOJI.getBytes(StandardCharsets.UTF_8),
					(bytes) -> Values.checkEmoji(new String(bytes, StandardCharsets.UTF_8)), completion);
			case BYTES -> {
				byte[] sent = Values.bytes(work.size());
				yield (completion) -> new FrameCall(sent, (bytes) -> Values.checkBytes(sent, bytes), completion);
			}
			case MODEL -> null; // no bytes of it mean anything here
		};
	}

}
