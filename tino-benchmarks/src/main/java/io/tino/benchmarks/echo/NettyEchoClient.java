package io.tino.benchmarks.echo;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.pipeline.PipelinedCall;
import io.tino.benchmarks.pipeline.PipelinedConnection;
import io.tino.benchmarks.pipeline.WaitingThread;
import io.tino.benchmarks.work.Values;
import io.tino.benchmarks.work.Work;

/**
 * Calls over one connection.
 *
 * @param connection the connection
 */
record NettyEchoClient(PipelinedConnection connection) implements PeerClient {

	@Override
	public @Nullable BlockingCall blocking(Work work) {
		Function<Completion, PipelinedCall> calls = calls(work);
		return (calls != null) ? () -> {
			WaitingThread caller = new WaitingThread();
			this.connection.calls().start(calls.apply(caller));
			caller.await();
		} : null;
	}

	@Override
	public @Nullable AsyncCall async(Work work) {
		Function<Completion, PipelinedCall> calls = calls(work);
		return (calls != null) ? (completion) -> this.connection.calls().start(calls.apply(completion)) : null;
	}

	private static @Nullable Function<Completion, PipelinedCall> calls(Work work) {
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

	@Override
	public void close() {
		this.connection.close();
	}

}
