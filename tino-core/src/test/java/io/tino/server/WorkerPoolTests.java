package io.tino.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WorkerPool}.
 */
class WorkerPoolTests {

	private final List<WorkerPool> pools = new ArrayList<>();

	@AfterEach
	void endPools() {
		this.pools.forEach((pool) -> pool.end(false).join());
	}

	private WorkerPool pool(int threads, int queueCapacity) {
		WorkerPool pool = new WorkerPool(threads, queueCapacity);
		this.pools.add(pool);
		return pool;
	}

	@Test
	void noTaskWaitsWhileAThreadIsFree() throws Exception {
		int threads = 50;
		WorkerPool pool = pool(threads, threads); // some may not be quite over
		CyclicBarrier allAtOnce = new CyclicBarrier(threads + 1);
		for (int i = 0; i < 20; i++) {
			for (int j = 0; j < threads; j++) {
				pool.execute(() -> await(allAtOnce));
			}
			allAtOnce.await(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void tasksOfManyThreadsAllRunThoughEachFindsThePoolIdle() throws Exception {
		WorkerPool pool = pool(3, 100_000);
		AtomicInteger ran = new AtomicInteger();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			Thread thread = new Thread(() -> {
				for (int j = 0; j < 5_000; j++) {
					CountDownLatch done = new CountDownLatch(1);
					pool.execute(() -> {
						ran.incrementAndGet();
						done.countDown();
					});
					await(done);
				}
			});
			threads.add(thread);
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(ran).hasValue(20_000);
	}

	@Test
	void burstsOfShortTasksNeedFewThreads() throws Exception {
		WorkerPool pool = pool(200, 10_000);
		Set<Thread> threads = ConcurrentHashMap.newKeySet();
		for (int i = 0; i < 1_000; i++) {
			CountDownLatch done = new CountDownLatch(1);
			pool.execute(() -> {
				threads.add(Thread.currentThread());
				done.countDown();
			});
			await(done);
		}
		assertThat(threads).hasSizeLessThan(20);
	}

	@Test
	void whatIsBeyondThreadsAndQueueIsRejected() {
		WorkerPool pool = pool(2, 3);
		CountDownLatch released = new CountDownLatch(1);
		for (int i = 0; i < 5; i++) {
			pool.execute(() -> await(released));
		}
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> pool.execute(() -> {
		}));
		released.countDown();
		CountDownLatch ran = new CountDownLatch(1);
		Awaitility.await().untilAsserted(() -> pool.execute(ran::countDown));
		await(ran);
	}

	@Test
	void whatFindsNoThreadDoesNotRunLater() {
		Queue<String> ran = new ConcurrentLinkedQueue<>();
		boolean[] memory = { false };
		WorkerPool pool = new WorkerPool(1, 10, (task) -> new Thread(task) {
			@Override
			public void start() {
				if (!memory[0]) {
					throw new OutOfMemoryError("as the test wants it");
				}
				super.start();
			}
		}, Long.MAX_VALUE);
		this.pools.add(pool);
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> pool.execute(() -> ran.add("refused")));
		memory[0] = true;
		CountDownLatch done = new CountDownLatch(1);
		pool.execute(() -> ran.add("taken"));
		pool.execute(done::countDown);
		await(done);
		assertThat(ran).containsExactly("taken");
	}

	@Test
	void whenATaskFailsItsThreadGoesOn() {
		WorkerPool pool = pool(1, 10);
		Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
		pool.execute(() -> {
			Thread.currentThread().setUncaughtExceptionHandler((thread, ex) -> failures.add(ex));
			throw new IllegalStateException("failed");
		});
		CountDownLatch ran = new CountDownLatch(1);
		pool.execute(ran::countDown);
		await(ran);
		assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class);
	}

	@Test
	void interruptOfATaskIsNotSeenByTheNext() {
		WorkerPool pool = pool(1, 10);
		pool.execute(() -> Thread.currentThread().interrupt());
		Queue<Boolean> interrupted = new ConcurrentLinkedQueue<>();
		CountDownLatch ran = new CountDownLatch(1);
		pool.execute(() -> {
			interrupted.add(Thread.currentThread().isInterrupted());
			ran.countDown();
		});
		await(ran);
		assertThat(interrupted).containsExactly(false);
	}

	@Test
	void whatWaitsWhenThePoolHasFinishedStillRuns() {
		WorkerPool pool = pool(1, 10);
		CountDownLatch released = new CountDownLatch(1);
		CountDownLatch ran = new CountDownLatch(3);
		for (int i = 0; i < 3; i++) {
			pool.execute(() -> {
				await(released);
				ran.countDown();
			});
		}
		pool.end(true).join();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> pool.execute(() -> {
		}));
		released.countDown();
		await(ran);
	}

	@Test
	void whenCutOffThreadsAreInterruptedAndWhatWaitsIsGivenUp() {
		WorkerPool pool = pool(1, 10);
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		pool.execute(() -> {
			begun.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
		});
		await(begun);
		Queue<String> cleanedUpBy = new ConcurrentLinkedQueue<>();
		pool.execute(() -> cleanedUpBy.add(Thread.currentThread().getName()));
		pool.end(false).join();
		await(interrupted);
		assertThat(cleanedUpBy).singleElement().asString().startsWith("tino-worker-end");
	}

	@Test
	void threadsThatEndedLeaveNothingBehind() {
		WorkerPool pool = pool(5, 10);
		Set<Thread> threads = ConcurrentHashMap.newKeySet();
		CyclicBarrier allAtOnce = new CyclicBarrier(5);
		for (int i = 0; i < 5; i++) {
			pool.execute(() -> {
				threads.add(Thread.currentThread());
				await(allAtOnce);
			});
		}
		Awaitility.await().until(() -> threads.size() == 5);
		pool.end(true).join();
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> threads.stream().noneMatch(Thread::isAlive));
	}

	@Test
	void withoutALimitNoTaskWaitsAndThreadsEndAtOnce() throws Exception {
		Set<Thread> threads = ConcurrentHashMap.newKeySet();
		WorkerPool pool = new WorkerPool((task) -> {
			Thread thread = new Thread(task);
			threads.add(thread);
			return thread;
		});
		this.pools.add(pool);
		int tasks = 50;
		CyclicBarrier allAtOnce = new CyclicBarrier(tasks + 1);
		for (int i = 0; i < 20; i++) {
			for (int j = 0; j < tasks; j++) {
				pool.execute(() -> await(allAtOnce));
			}
			allAtOnce.await(10, TimeUnit.SECONDS);
		}
		Awaitility.await().until(() -> threads.stream().noneMatch(Thread::isAlive));
	}

	@Test
	void withoutALimitAThreadRunsWhatHasComeUntilItGetsGoing() throws Exception {
		List<Thread> threads = new ArrayList<>();
		WorkerPool pool = new WorkerPool((task) -> {
			Thread thread = new Thread(task);
			threads.add(thread);
			return new Thread() { // which takes its time to start
				@Override
				public void start() {
				}
			};
		});
		this.pools.add(pool);
		List<Thread> ranOn = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			pool.execute(() -> ranOn.add(Thread.currentThread()));
		}
		assertThat(threads).hasSize(1);
		for (int i = 0; i < 2; i++) {
			threads.get(i).start();
			threads.get(i).join();
		}
		Thread first = threads.get(0);
		assertThat(ranOn).containsExactly(first, first, first);
		assertThat(threads).hasSize(2);
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await(10, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
