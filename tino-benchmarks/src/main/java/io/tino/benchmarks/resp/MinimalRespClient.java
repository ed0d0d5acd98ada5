package io.tino.benchmarks.resp;

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
record MinimalRespClient(PipelinedConnection connection) implements PeerClient {

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
			case ADD -> (completion) -> new AddCall(Values.ONE, Values.OTHER, completion);
			case EMOJI -> (completion) -> new EchoTextCall(Values.EMOJI, completion);
			case BYTES -> {
				byte[] bytes = Values.bytes(work.size());
				yield (completion) -> new EchoBytesCall(bytes, completion);
			}
			case MODEL -> null; // needs a binding, which is what Tino is
		};
	}

	@Override
	public void close() {
		this.connection.close();
	}

}
