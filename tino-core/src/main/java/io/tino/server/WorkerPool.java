package io.tino.server;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ThreadPerTaskExecutor;

import io.tino.command.CommandException;
import io.tino.command.ErrorCode;

/**
 * A bounded pool of platform threads, which end when they have nothing to do.
 */
final class WorkerPool extends ThreadPoolExecutor {

	private static final int IDLE_SECONDS = 60;

	/**
	 * Create a pool.
	 * @param threads the most threads
	 * @param queueCapacity how many calls may wait for a thread; more are rejected
	 */
	WorkerPool(int threads, int queueCapacity) {
		super(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(queueCapacity),
				new DefaultThreadFactory("tino-worker", true));
		allowCoreThreadTimeOut(true);
	}

	/**
	 * Take no more calls.
	 * @param finished whether no call is left; otherwise those that run are interrupted,
	 * and those that wait are answered that they have not run
	 * @return completed when nothing waits any more
	 */
	CompletableFuture<Void> end(boolean finished) {
		if (finished) {
			shutdown();
			return CompletableFuture.completedFuture(null);
		}
		List<Runnable> waiting = shutdownNow();
		Executor rest = new ThreadPerTaskExecutor(new DefaultThreadFactory("tino-worker-end", true));
		return CompletableFuture.runAsync(() -> waiting.forEach(WorkerPool::cutOff), rest);
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

}
