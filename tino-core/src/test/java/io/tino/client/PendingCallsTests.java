package io.tino.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;
import io.tino.testing.RecordingTransport;
import io.tino.transport.TransportLoop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PendingCalls} and {@link LoopPermits}.
 */
class PendingCallsTests {

	private static final int LARGE = 10_000;

	private static final int KEPT = 64;

	private static final ReplyReader<String> READER = new ReplyReader<>(
			PayloadCodecs.of(PayloadMappers.messagePack()).messagePack(), String.class);

	private final TransportLoop loop = new RecordingTransport();

	@Test
	void aSmallLimitIsExact() {
		PendingCalls calls = new PendingCalls(2, 100);
		LoopPermits permits = calls.of(this.loop);
		assertThat(permits.begin()).isTrue();
		assertThat(calls.begin(call(1))).isNull();
		assertThat(permits.begin()).isFalse();
		assertThat(calls.refusal("A")).hasMessageContaining("2 ");
		permits.end();
		assertThat(permits.spare()).isZero();
		assertThat(calls.refusal("A")).isNull();
		assertThat(calls.begin(call(1))).isNull();
		assertThat(calls.begin(call(1))).isNotNull();
		assertThat(calls.calls()).isEqualTo(2);
	}

	@Test
	void belowALargeLimitAnEventLoopKeepsRoomForSome() {
		PendingCalls calls = new PendingCalls(LARGE, 100);
		LoopPermits permits = calls.of(this.loop);
		for (int i = 0; i < 1000; i++) {
			assertThat(permits.begin()).isTrue();
		}
		assertThat(calls.calls()).isEqualTo(1000);
		for (int i = 0; i < 1000; i++) {
			permits.end();
			assertThat(permits.spare()).isBetween(0, 2 * KEPT);
		}
		assertThat(calls.calls()).isZero();
		assertThat(permits.spare()).isPositive();
		assertThat(calls.of(this.loop)).isSameAs(permits);
	}

	@Test
	void whatEventLoopsKeepIsWithinTheLimit() {
		PendingCalls calls = new PendingCalls(LARGE, Long.MAX_VALUE);
		LoopPermits permits = calls.of(this.loop);
		permits.begin();
		permits.end();
		int begun = 0;
		while (calls.begin(call(1)) == null) {
			begun++;
		}
		assertThat(begun).isEqualTo(LARGE - KEPT);
		for (int i = 0; i < KEPT; i++) {
			assertThat(permits.begin()).isTrue();
		}
		assertThat(permits.begin()).isFalse();
		assertThat(calls.calls()).isEqualTo(LARGE);
	}

	@Test
	void aCallIsCountedWithItsBytesOrNotAtAll() {
		PendingCalls calls = new PendingCalls(10, 100);
		assertThat(calls.begin(call(150))).isNull();
		assertThat(calls.begin(call(1))).isInstanceOf(TinoOverloadedException.class).hasMessageContaining("100 bytes");
		assertThat(calls.calls()).isEqualTo(1);
		assertThat(calls.bytes()).isEqualTo(150);
		calls.unqueue(150);
		assertThat(calls.begin(call(1))).isNull();
	}

	@Test
	void noThreadGoesBeyondTheLimitOrLosesRoom() throws Exception {
		int limit = LARGE;
		PendingCalls calls = new PendingCalls(limit, Long.MAX_VALUE);
		AtomicInteger most = new AtomicInteger();
		AtomicInteger now = new AtomicInteger();
		Callable<Void> onLoop = () -> {
			LoopPermits permits = calls.of(new RecordingTransport());
			for (int round = 0; round < 200; round++) {
				int begun = 0;
				while (begun < 4_000 && permits.begin()) {
					begun++;
					most.accumulateAndGet(now.incrementAndGet(), Math::max);
				}
				for (; begun > 0; begun--) {
					now.decrementAndGet();
					permits.end();
				}
			}
			return null;
		};
		Callable<Void> elsewhere = () -> {
			for (int i = 0; i < 200_000; i++) {
				if (calls.reserve(1)) {
					most.accumulateAndGet(now.incrementAndGet(), Math::max);
					now.decrementAndGet();
					calls.end(1);
				}
			}
			return null;
		};
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			for (Future<Void> each : threads.invokeAll(List.of(onLoop, onLoop, onLoop, elsewhere))) {
				each.get();
			}
		}
		finally {
			threads.shutdown();
		}
		assertThat(most.get()).isBetween(4_000, limit);
		assertThat(calls.calls()).isZero();
		List<Integer> rooms = new ArrayList<>();
		while (calls.reserve(1)) {
			rooms.add(1);
		}
		assertThat(rooms).hasSizeBetween(limit - 3 * 2 * KEPT, limit);
	}

	private static ClientCall<String> call(int length) {
		ClientRequest request = new ClientRequest(Unpooled.buffer(length).writeZero(length), 0, 0, 1);
		return new ClientCall<>("A", request, String.class, READER, 0, Duration.ofSeconds(1).toNanos());
	}

}
