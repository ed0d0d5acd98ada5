package io.tino.transport;

import java.util.List;

/**
 * Gives each thread one of several event loops, always the same one, so that what it
 * sends there stays in order; threads have them evenly. Thread-safe.
 *
 * @param loops the event loops, at least one
 * @since 0.1.0
 */
public record ThreadLoops(List<TransportLoop> loops) {

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
		return this.loops.get((int) (Thread.currentThread().getId() % this.loops.size()));
	}

}
