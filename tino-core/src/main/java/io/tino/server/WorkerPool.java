package io.tino.server;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.netty.util.concurrent.DefaultThreadFactory;

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

}
