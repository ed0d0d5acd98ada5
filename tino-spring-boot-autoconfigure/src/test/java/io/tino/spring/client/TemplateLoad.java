package io.tino.spring.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.NullMarked;

import io.tino.client.TinoException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Threads that call a {@link RestartableServer} without end by one template: some make
 * idempotent calls, each of which must succeed, the others calls that may fail.
 */
@NullMarked
final class TemplateLoad implements AutoCloseable {

	private static final int THREADS = 4;

	/** How many calls have to succeed, of either kind, to see that all is well again. */
	private static final int CALLS = 100;

	private final ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);

	private final List<Future<?>> running = new ArrayList<>();

	private final AtomicInteger lastNumber = new AtomicInteger();

	private final AtomicInteger doubled = new AtomicInteger();

	/** The numbers of the calls that have succeeded. */
	private final Set<Integer> succeeded = ConcurrentHashMap.newKeySet();

	private final Map<Integer, TinoException> failures = new ConcurrentHashMap<>();

	private volatile boolean ended;

	TemplateLoad(TinoTemplate template) {
		for (int i = 0; i < THREADS; i++) {
			this.running.add(this.threads.submit(() -> addWithoutEnd(template)));
			this.running.add(this.threads.submit(() -> doubleWithoutEnd(template.idempotent())));
		}
	}

	private void addWithoutEnd(TinoTemplate template) {
		while (!this.ended) {
			int number = this.lastNumber.incrementAndGet();
			try {
				assertThat(template.call("ADD_ONCE", Integer.class, number)).isEqualTo(number);
				this.succeeded.add(number);
			}
			catch (TinoException ex) {
				this.failures.put(number, ex);
			}
		}
	}

	private void doubleWithoutEnd(TinoTemplate template) {
		for (int number = 0; !this.ended; number++) {
			assertThat(template.call("DOUBLE", Integer.class, number)).isEqualTo(2 * number);
			this.doubled.incrementAndGet();
		}
	}

	/** Wait until calls of both kinds have succeeded since now. */
	void awaitCalls() {
		int added = this.succeeded.size() + CALLS;
		int doubled = this.doubled.get() + CALLS;
		await().atMost(60, TimeUnit.SECONDS).until(() -> {
			this.running.stream().filter(Future::isDone).forEach(TemplateLoad::requireSuccess);
			return this.succeeded.size() >= added && this.doubled.get() >= doubled;
		});
	}

	private static void requireSuccess(Future<?> calls) {
		assertThat(calls).succeedsWithin(60, TimeUnit.SECONDS);
	}

	/**
	 * End it.
	 * @return the failures of calls that are not idempotent, by their numbers
	 * @throws AssertionError if others have failed, or a reply was not that of its call
	 */
	Map<Integer, TinoException> end() {
		this.ended = true;
		this.running.forEach(TemplateLoad::requireSuccess);
		return this.failures;
	}

	Set<Integer> succeeded() {
		return this.succeeded;
	}

	@Override
	public void close() {
		this.ended = true;
		this.threads.shutdownNow();
	}

}
