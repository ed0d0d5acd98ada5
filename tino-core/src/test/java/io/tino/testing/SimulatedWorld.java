package io.tino.testing;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import io.tino.transport.TransportLoop;

/**
 * Event loops and workers that take turns on one thread, in a time of their own. What
 * happens when is drawn from a seed, so that what has happened once happens again.
 */
public final class SimulatedWorld {

	private static final Comparator<Event> ORDER = Comparator.comparingLong(Event::nanos)
		.thenComparingLong(Event::number);

	private final SplittableRandom random;

	private final PriorityQueue<Event> events = new PriorityQueue<>(ORDER);

	private long nanoTime;

	private long lastNumber;

	/** Whose turn it is. */
	private @Nullable Object running;

	/**
	 * Create a world.
	 * @param seed what happens is drawn from
	 */
	public SimulatedWorld(long seed) {
		this.random = new SplittableRandom(seed);
	}

	/**
	 * Return the time.
	 * @return nanoseconds since the world began
	 */
	public long nanoTime() {
		return this.nanoTime;
	}

	/**
	 * Draw a number.
	 * @param bound above what is drawn, which is 0 at least
	 * @return the number
	 */
	public int draw(int bound) {
		return this.random.nextInt(bound);
	}

	/**
	 * Draw whether something is so.
	 * @param percent how often it is
	 * @return whether it is
	 */
	public boolean chance(int percent) {
		return draw(100) < percent;
	}

	/**
	 * Draw a delay.
	 * @param max the longest
	 * @return a delay up to that
	 */
	public Duration delay(Duration max) {
		return Duration.ofNanos(this.random.nextLong(max.toNanos() + 1));
	}

	/**
	 * Let something happen.
	 * @param who whose turn that is
	 * @param delay when
	 * @param action what
	 */
	void at(Object who, Duration delay, Runnable action) {
		this.events.add(new Event(this.nanoTime + delay.toNanos(), ++this.lastNumber, who, action));
	}

	boolean isRunning(Object who) {
		return this.running == who;
	}

	/**
	 * Make an event loop.
	 * @return the event loop, which never ends
	 */
	public TransportLoop loop() {
		return new Loop();
	}

	/**
	 * Make workers.
	 * @param maxDelay how long a task waits for a worker at most
	 * @return the workers, which are no event loop
	 */
	public Executor workers(Duration maxDelay) {
		Object workers = new Object();
		return (task) -> at(workers, delay(maxDelay), task);
	}

	/**
	 * Have something done by nobody in particular.
	 * @param delay when
	 * @param action what
	 */
	public void schedule(Duration delay, Runnable action) {
		at(new Object(), delay, action);
	}

	/**
	 * Let everything happen that is to happen within some time.
	 * @param time the time
	 */
	public void run(Duration time) {
		long end = this.nanoTime + time.toNanos();
		for (Event next = this.events.peek(); next != null && next.nanos <= end; next = this.events.peek()) {
			this.events.remove();
			this.nanoTime = next.nanos;
			this.running = next.who;
			try {
				next.action.run();
			}
			finally {
				this.running = null;
			}
		}
		this.nanoTime = end;
	}

	/**
	 * Something that is to happen.
	 *
	 * @param nanos when
	 * @param number tells it from others at the same time
	 * @param who whose turn it is then
	 * @param action what
	 */
	private record Event(long nanos, long number, Object who, Runnable action) {
	}

	/**
	 * An event loop whose tasks come in order, each a little later.
	 */
	private final class Loop implements TransportLoop {

		@Override
		public boolean inEventLoop() {
			return isRunning(this);
		}

		@Override
		public boolean execute(Runnable task) {
			at(this, Duration.ZERO, task);
			return true;
		}

		@Override
		public boolean schedule(Runnable task, Duration delay) {
			at(this, delay, task);
			return true;
		}

	}

}
