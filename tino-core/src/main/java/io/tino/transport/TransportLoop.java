package io.tino.transport;

import java.time.Duration;

/**
 * One event loop: a thread that runs short tasks, and must not be blocked. Thread-safe.
 *
 * @since 0.1.0
 */
public interface TransportLoop {

	/**
	 * Tell whether this is the thread of the event loop.
	 * @return whether it is
	 */
	boolean inEventLoop();

	/**
	 * Run a task on the event loop, later.
	 * @param task what to run
	 * @return {@code false} if it will not run, as the event loop has ended
	 */
	boolean execute(Runnable task);

	/**
	 * Run a task on the event loop after a delay.
	 * @param task what to run
	 * @param delay how long to wait
	 * @return {@code false} if it will not run, as the event loop has ended
	 */
	boolean schedule(Runnable task, Duration delay);

}
