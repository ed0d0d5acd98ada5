package io.tino.client;

import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * The thread that creates it, which waits for a reply, and wakes others as it goes on if
 * it has been asked to.
 */
final class WaitingCaller {

	private static final AtomicReferenceFieldUpdater<WaitingCaller, @Nullable WaitingCaller> OTHERS = AtomicReferenceFieldUpdater
		.newUpdater(WaitingCaller.class, WaitingCaller.class, "others");

	private final Thread thread = Thread.currentThread();

	/** The first of those that it wakes as it goes on, or itself when it has gone on. */
	private volatile @Nullable WaitingCaller others;

	/** Who is woken together with it. */
	private @Nullable WaitingCaller next;

	/**
	 * Wait for a reply. Called on the thread, once.
	 * @param reply what wakes it when it is done
	 * @throws InterruptedException if the thread is interrupted before
	 */
	void await(Future<?> reply) throws InterruptedException {
		try {
			while (!reply.isDone()) {
				if (Thread.interrupted()) {
					throw new InterruptedException();
				}
				LockSupport.park(reply);
			}
		}
		finally {
			goOn();
		}
	}

	private void goOn() {
		WaitingCaller each = OTHERS.getAndSet(this, this);
		while (each != null) {
			WaitingCaller following = each.takeNext();
			each.wake();
			each = following;
		}
	}

	/** Let it see whether its reply is there. Called on any thread. */
	void wake() {
		if (this.others != this) {
			LockSupport.unpark(this.thread);
		}
	}

	/**
	 * Wake it, and have it wake others.
	 * @param others the first of them, which leads to the next ones
	 * @return {@code false} if it has gone on, and so wakes nobody
	 */
	boolean wakeWith(WaitingCaller others) {
		if (!OTHERS.compareAndSet(this, null, others)) {
			return false;
		}
		LockSupport.unpark(this.thread);
		return true;
	}

	/** Set who is woken together with it. */
	void next(WaitingCaller next) {
		this.next = next;
	}

	/** Return who is woken together with it, and forget that. */
	@Nullable WaitingCaller takeNext() {
		WaitingCaller following = this.next;
		this.next = null;
		return following;
	}

}
