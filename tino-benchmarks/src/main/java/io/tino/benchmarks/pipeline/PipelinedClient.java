package io.tino.benchmarks.pipeline;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.work.Work;

/**
 * Calls over one connection.
 *
 * @param connection the connection
 * @param calls makes the calls of a work, or none
 */
public record PipelinedClient(PipelinedConnection connection, Calls calls) implements PeerClient {

	@Override
	public @Nullable BlockingCall blocking(Work work) {
		Function<Completion, PipelinedCall> call = this.calls.of(work);
		return (call != null) ? () -> {
			WaitingThread caller = new WaitingThread();
			this.connection.calls().start(call.apply(caller));
			caller.await();
		} : null;
	}

	@Override
	public @Nullable AsyncCall async(Work work) {
		Function<Completion, PipelinedCall> call = this.calls.of(work);
		return (call != null) ? (completion) -> this.connection.calls().start(call.apply(completion)) : null;
	}

	@Override
	public void close() {
		this.connection.close();
	}

	/**
	 * Makes calls.
	 */
	@FunctionalInterface
	public interface Calls {

		/**
		 * Return what makes the calls of a work.
		 * @param work the work
		 * @return makes a call, given whom to tell that it is over, or {@code null} if
		 * there is none for this work
		 */
		@Nullable Function<PeerClient.Completion, PipelinedCall> of(Work work);

	}

}
