package io.tino.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Workers that begin with a task when they are told to. Whoever tells them waits until
 * they have finished it, or wait for somebody themselves, so that one thread runs at a
 * time.
 */
final class FuzzedWorkers implements Executor {

	private static final long TIMEOUT_NANOS = 30_000_000_000L;

	/** Threads are kept, as there may be thousands of inputs in a second. */
	private static final ExecutorService THREADS = Executors
		.newCachedThreadPool(new DefaultThreadFactory("fuzzed-worker", true));

	private final boolean rejecting;

	private final Queue<Runnable> queue = new ArrayDeque<>();

	private final List<Worker> working = new ArrayList<>();

	/**
	 * Create workers.
	 * @param rejecting whether they take no tasks
	 */
	FuzzedWorkers(boolean rejecting) {
		this.rejecting = rejecting;
	}

	@Override
	public void execute(Runnable task) {
		if (this.rejecting) {
			throw new RejectedExecutionException();
		}
		synchronized (this.queue) {
			this.queue.add(task);
		}
	}

	/** Let a worker take the task that has waited longest. */
	void runOne() {
		Runnable task;
		synchronized (this.queue) {
			task = this.queue.poll();
		}
		if (task != null) {
			Worker worker = new Worker(task);
			this.working.add(worker);
			THREADS.execute(worker);
		}
		await();
	}

	/** Wait until no worker goes on by itself. */
	void await() {
		this.working.forEach(Worker::await);
		this.working.removeIf((worker) -> worker.done);
	}

	boolean isIdle() {
		synchronized (this.queue) {
			return this.queue.isEmpty() && this.working.isEmpty();
		}
	}

	private static final class Worker implements Runnable {

		private final Runnable task;

		private volatile @Nullable Thread thread;

		private volatile @Nullable Throwable failure;

		private volatile boolean done;

		Worker(Runnable task) {
			this.task = task;
		}

		@Override
		public void run() {
			this.thread = Thread.currentThread();
			try {
				this.task.run();
			}
			catch (Throwable ex) {
				this.failure = ex;
			}
			this.done = true;
		}

		void await() {
			long start = System.nanoTime();
			while (!this.done && !isWaiting()) {
				if (System.nanoTime() - start > TIMEOUT_NANOS) {
					throw new AssertionError("A worker does not come to an end");
				}
				Thread.onSpinWait();
			}
			if (this.failure != null) {
				throw new AssertionError("A worker has failed", this.failure);
			}
		}

		private boolean isWaiting() {
			Thread current = this.thread;
			return current != null && current.getState() == Thread.State.WAITING;
		}

	}

}
