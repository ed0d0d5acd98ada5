package io.tino.benchmarks.pipeline;

import io.tino.benchmarks.peer.PeerClient;

/**
 * A call of a {@link CallPipeline}. It is written and its reply read on the event loop.
 */
public abstract class PipelinedCall {

	private final PeerClient.Completion completion;

	/**
	 * Create a call.
	 * @param completion what is told that it is over
	 */
	protected PipelinedCall(PeerClient.Completion completion) {
		this.completion = completion;
	}

	/**
	 * Write the request.
	 * @param output where to
	 */
	protected abstract void write(OutputBytes output);

	/**
	 * Read and check the reply, once all of it is there.
	 * @param input what has been received; what is read is taken from it
	 * @return whether all of it was there
	 * @throws IllegalStateException if what is there is not the reply
	 */
	protected abstract boolean read(InputBytes input);

	/**
	 * Return whether a thread waits for the reply, which can check it then.
	 * @return whether one waits
	 */
	protected final boolean isAwaited() {
		return this.completion instanceof WaitingThread;
	}

	/**
	 * Let the thread that waits check the reply, if there is one.
	 * @param check checks it
	 */
	protected final void check(Runnable check) {
		if (this.completion instanceof WaitingThread waiting) {
			waiting.check(check);
		}
		else {
			check.run();
		}
	}

	final PeerClient.Completion completion() {
		return this.completion;
	}

}
