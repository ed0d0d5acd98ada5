package io.tino.transport;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ThreadLoops}.
 */
class ThreadLoopsTests {

	private final EventLoops eventLoops = EventLoops.create(3, "test-loops", true);

	private final List<TransportLoop> all = Stream.generate(this.eventLoops::next).limit(3).toList();

	private final ThreadLoops loops = new ThreadLoops(this.all);

	@AfterEach
	void close() {
		this.eventLoops.close();
	}

	@Test
	void threadsHaveThemEvenlyAndEachAlwaysTheSame() throws Exception {
		Map<Thread, List<TransportLoop>> given = new ConcurrentHashMap<>();
		List<Thread> threads = IntStream.range(0, 90)
			.mapToObj((i) -> new Thread(() -> given.put(Thread.currentThread(),
					Stream.generate(this.loops::current).limit(10).distinct().toList())))
			.toList();
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(given.values()).hasSize(90).allSatisfy((own) -> assertThat(own).hasSize(1));
		for (TransportLoop each : this.all) {
			assertThat(given.values().stream().filter((own) -> own.contains(each))).hasSizeBetween(20, 40);
		}
	}

	@Test
	void theThreadThatAsksFirstHasTheFirst() throws Exception {
		for (int i = 0; i < 6; i++) {
			ThreadLoops fresh = new ThreadLoops(this.all);
			CompletableFuture<TransportLoop> given = new CompletableFuture<>();
			Thread thread = new Thread(() -> given.complete(fresh.current()));
			thread.start();
			assertThat(given.get()).isSameAs(this.all.get(0));
		}
	}

	@Test
	void anEventLoopHasItself() {
		for (TransportLoop each : this.all) {
			CompletableFuture<TransportLoop> own = new CompletableFuture<>();
			each.execute(() -> own.complete(this.loops.current()));
			assertThat(own.join()).isSameAs(each);
		}
	}

}
