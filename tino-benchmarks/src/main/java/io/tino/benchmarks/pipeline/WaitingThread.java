package io.tino.benchmarks.pipeline;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import io.tino.benchmarks.peer.PeerClient;

/**
 * Lets the thread that creates it wait until a call is over.
 */
public final class WaitingThread implements PeerClient.Completion {

	private final Thread thread = Thread.currentThread();

	private @Nullable Throwable failure;

	private @Nullable Runnable check;

	private volatile boolean over;

	/** Have the reply checked by the thread, before the call is over. */
	void check(Runnable check) {
		this.check = check;
	}

	@Override
	public void complete(@Nullable Throwable failure) {
		this.failure = failure;
		this.over = true;
		LockSupport.unpark(this.thread);
	}

	/**
	 * Wait, and check the reply.
	 * @throws IllegalStateException if the call has failed, or the reply is another one
	 */
	public void await() {
		while (!this.over) {
			LockSupport.park(this);
		}
		if (this.failure != null) {
			throw new IllegalStateException("The call has failed", this.failure);
		}
		if (this.check != null) {
			this.check.run();
		}
	}

}
