package io.tino.server;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a call has begun, has been given up, or both, and who has to know. Thread-safe.
 */
final class CallCancellation {

	private static final Logger logger = LoggerFactory.getLogger(CallCancellation.class);

	/** The thread that runs the call right now. */
	private @Nullable Thread runner;

	private boolean begun;

	private boolean cancelled;

	private @Nullable Runnable action;

	/**
	 * Begin to run the call on this thread.
	 * @return whether it has not been given up
	 */
	synchronized boolean begin() {
		if (this.cancelled) {
			return false;
		}
		this.begun = true;
		this.runner = Thread.currentThread();
		return true;
	}

	/**
	 * Begin to run the call on the thread that would give it up, too, so that there is
	 * nobody to interrupt it, and before any other thread knows of it.
	 */
	void beginAlone() {
		this.begun = true;
	}

	/**
	 * Forget a call that has begun alone and is over, before the next one begins so.
	 */
	void reset() {
		this.begun = false;
		this.cancelled = false;
		this.action = null;
	}

	/** This thread has nothing more to do with the call. */
	synchronized void end() {
		if (this.runner == Thread.currentThread()) { // and not one that goes on with it
			this.runner = null;
		}
		if (this.cancelled) { // it was this call that was meant
			Thread.interrupted();
		}
	}

	/** Tell whether the call has begun. */
	synchronized boolean hasBegun() {
		return this.begun;
	}

	/** Tell whether the call has been given up. */
	synchronized boolean isCancelled() {
		return this.cancelled;
	}

	/** Give the call up. */
	void cancel() {
		Runnable current;
		synchronized (this) {
			this.cancelled = true;
			if (this.runner != null && this.runner != Thread.currentThread()) {
				this.runner.interrupt();
			}
			current = this.action;
			this.action = null;
		}
		run(current);
	}

	/** Have something done when the call is given up, or now if it has been. */
	void onCancel(Runnable added) {
		synchronized (this) {
			if (!this.cancelled) {
				Runnable before = this.action;
				this.action = (before != null) ? () -> {
					run(before);
					added.run();
				} : added;
				return;
			}
		}
		run(added);
	}

	private static void run(@Nullable Runnable action) {
		if (action == null) {
			return;
		}
		try {
			action.run();
		}
		catch (Throwable ex) { // whoever gives up a call has others to look after
			logger.error("What was to be done when a call is cancelled has failed", ex);
		}
	}

}
