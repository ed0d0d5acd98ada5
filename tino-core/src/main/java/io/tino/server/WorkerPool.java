package io.tino.server;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ThreadPerTaskExecutor;
import org.jspecify.annotations.Nullable;

import io.tino.command.CommandException;
import io.tino.command.ErrorCode;

/**
 * A pool of threads, which end when they have nothing to do: of platform threads, after a
 * while and only so many, or of virtual threads, at once and any number.
 * <p>
 * A task wakes a thread, unless one that has been woken has not yet found a task. When
 * that finds one and there are more, it wakes the next before it runs its own. So a burst
 * of short tasks is run by the few threads that are awake, and none waits behind a long
 * one while a thread is free. The thread that was idle last is woken first, as it is
 * likely to have its memory at hand.
 */
final class WorkerPool implements Executor {

	private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

	private final ThreadFactory threadFactory;

	/** For how long a thread waits for another task. */
	private final long idleNanos;

	private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

	private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();

	private final Set<Worker> workers = ConcurrentHashMap.newKeySet();

	/** Whether a thread has been woken or started that has not yet looked for a task. */
	private final AtomicBoolean waking = new AtomicBoolean();

	/** How many tasks wait or run. */
	private final AtomicInteger tasks = new AtomicInteger();

	private final AtomicInteger threads = new AtomicInteger();

	private final int maxThreads;

	private final int maxTasks;

	private volatile boolean ended;

	/** Whether tasks that wait do so in vain. */
	private volatile boolean cutOff;

	/**
	 * Create a pool of platform threads.
	 * @param threads the most threads
	 * @param queueCapacity how many calls may wait for a thread; more are rejected
	 */
	WorkerPool(int threads, int queueCapacity) {
		this(threads, queueCapacity, new DefaultThreadFactory("tino-worker", true), IDLE_NANOS);
	}

	/**
	 * Create a pool of as many threads as are needed, which cost little.
	 * @param threadFactory makes the threads
	 */
	WorkerPool(ThreadFactory threadFactory) {
		this(Integer.MAX_VALUE, 0, threadFactory, 0);
	}

	WorkerPool(int threads, int queueCapacity, ThreadFactory threadFactory, long idleNanos) {
		this.threadFactory = threadFactory;
		this.idleNanos = idleNanos;
		this.maxThreads = threads;
		this.maxTasks = (int) Math.min((long) threads + queueCapacity, Integer.MAX_VALUE);
	}

	@Override
	public void execute(Runnable task) {
		if (this.tasks.incrementAndGet() > this.maxTasks || this.ended) {
			this.tasks.decrementAndGet();
			throw rejected();
		}
		this.waiting.add(task);
		if (this.ended && takeBack(task)) { // perhaps after the last thread
			throw rejected();
		}
		try {
			wakeOne();
		}
		catch (Throwable ex) {
			if (takeBack(task)) { // as nobody runs it, it must not run later
				throw ex;
			}
		}
	}

	private RejectedExecutionException rejected() {
		return new RejectedExecutionException(this.ended ? "The pool has ended" : "All threads are busy");
	}

	private boolean takeBack(Runnable task) {
		boolean waits = this.waiting.remove(task);
		if (waits) {
			this.tasks.decrementAndGet();
		}
		return waits;
	}

	private void wakeOne() {
		while (!this.waking.get() && this.waking.compareAndSet(false, true)) {
			Worker worker = this.idle.pollFirst();
			if (worker != null) {
				worker.wake();
				return;
			}
			if (startOne()) {
				return;
			}
			this.waking.set(false);
			boolean idleMeanwhile = !this.idle.isEmpty();
			if (this.waiting.isEmpty() || !idleMeanwhile) {
				return;
			}
		}
	}

	private boolean startOne() {
		if (this.threads.incrementAndGet() > this.maxThreads) {
			this.threads.decrementAndGet();
			return false;
		}
		Worker worker = new Worker(this.threadFactory);
		this.workers.add(worker);
		try {
			worker.thread.start();
			return true;
		}
		catch (Throwable ex) { // no memory for it: others run the task, if there are any
			this.workers.remove(worker);
			if (this.threads.decrementAndGet() == 0) {
				this.waking.set(false);
				throw ex;
			}
			return false;
		}
	}

	/** A task may have come for which no other thread could be started until now. */
	private void left(Worker worker) {
		this.workers.remove(worker);
		this.threads.decrementAndGet();
		if (!this.waiting.isEmpty() && !this.ended) {
			wakeOne();
		}
	}

	/**
	 * Take no more calls.
	 * @param finished whether no call is left; otherwise those that run are interrupted,
	 * and those that wait are answered that they have not run
	 * @return completed when nothing waits any more
	 */
	CompletableFuture<Void> end(boolean finished) {
		this.cutOff = !finished;
		this.ended = true;
		this.workers.forEach(Worker::wake);
		if (finished) {
			return CompletableFuture.completedFuture(null);
		}
		this.workers.forEach((worker) -> worker.thread.interrupt());
		Executor rest = new ThreadPerTaskExecutor(new DefaultThreadFactory("tino-worker-end", true));
		return CompletableFuture.runAsync(this::cutOffWaiting, rest);
	}

	/** Tell whether the pool takes no more tasks. */
	boolean hasEnded() {
		return this.ended;
	}

	private void cutOffWaiting() {
		for (Runnable task = this.waiting.poll(); task != null; task = this.waiting.poll()) {
			this.tasks.decrementAndGet();
			cutOff(task);
		}
	}

	/** Cleaning up after connections is done nevertheless. */
	private static void cutOff(Runnable task) {
		if (task instanceof ServerCall call) {
			call.fail(new CommandException(ErrorCode.UNAVAILABLE, "server is stopping"));
		}
		else {
			task.run();
		}
	}

	/**
	 * A thread of the pool.
	 */
	private final class Worker implements Runnable {

		private final Thread thread;

		/** Written by who wakes it, and by itself before it gets idle. */
		private volatile boolean awake = true;

		Worker(ThreadFactory threadFactory) {
			this.thread = threadFactory.newThread(this);
		}

		void wake() {
			this.awake = true;
			LockSupport.unpark(this.thread);
		}

		@Override
		public void run() {
			try {
				do {
					runTasks();
				}
				while (!WorkerPool.this.ended && becomesIdle());
			}
			finally {
				left(this);
			}
		}

		private void runTasks() {
			Runnable task = next();
			WorkerPool.this.waking.set(false);
			if (task != null && !WorkerPool.this.waiting.isEmpty()) {
				wakeOne();
			}
			while (task != null) {
				runTask(task);
				task = next();
			}
		}

		private @Nullable Runnable next() {
			return WorkerPool.this.cutOff ? null : WorkerPool.this.waiting.poll();
		}

		private void runTask(Runnable task) {
			clearInterrupt();
			try {
				task.run();
			}
			catch (Throwable ex) {
				this.thread.getUncaughtExceptionHandler().uncaughtException(this.thread, ex);
			}
			finally {
				WorkerPool.this.tasks.decrementAndGet();
			}
		}

		/** An interrupt was meant for the task before, unless the pool is cut off. */
		private void clearInterrupt() {
			if (Thread.interrupted() && WorkerPool.this.cutOff) {
				this.thread.interrupt();
			}
		}

		/**
		 * Wait for another task.
		 * @return {@code false} if none has come for long
		 */
		private boolean becomesIdle() {
			if (WorkerPool.this.idleNanos == 0) {
				return false;
			}
			long end = System.nanoTime() + WorkerPool.this.idleNanos;
			this.awake = false;
			WorkerPool.this.idle.addFirst(this);
			if (!WorkerPool.this.waiting.isEmpty()) { // it came before this one was idle
				wakeOne();
			}
			while (!this.awake && !WorkerPool.this.ended) {
				long left = end - System.nanoTime();
				if (left <= 0 && WorkerPool.this.idle.remove(this)) {
					return false;
				}
				LockSupport.parkNanos(WorkerPool.this, Math.max(left, 1));
				clearInterrupt();
			}
			return true;
		}

	}

}
