package io.tino.transport;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives each thread one of several event loops, always the same one, so that what it
 * sends there stays in order; threads have them evenly. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ThreadLoops {

	private static final long NONE = -1;

	private final List<TransportLoop> loops;

	/** The thread that asks first has the first event loop. */
	private final AtomicLong first = new AtomicLong(NONE);

	/**
	 * Create an instance.
	 * @param loops the event loops, at least one
	 */
	public ThreadLoops(List<TransportLoop> loops) {
		this.loops = List.copyOf(loops);
	}

	/**
	 * Return the event loop of the current thread.
	 * @return its own if the thread is that of an event loop, which need wake no other
	 * then
	 */
	public TransportLoop current() {
		for (TransportLoop each : this.loops) {
			if (each.inEventLoop()) {
				return each;
			}
		}
		long thread = Thread.currentThread().getId();
		if (this.first.get() == NONE) {
			this.first.compareAndSet(NONE, thread);
		}
		return this.loops.get(Math.floorMod(thread - this.first.get(), this.loops.size()));
	}

}
