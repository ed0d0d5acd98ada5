package io.tino.server;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallCancellation}.
 */
class CallCancellationTests {

	@Test
	void theThreadIsInterruptedThatHasGoneOnWithTheCall() throws Exception {
		CallCancellation cancellation = new CallCancellation();
		CountDownLatch begun = new CountDownLatch(1);
		AtomicBoolean interrupted = new AtomicBoolean();
		Thread next = new Thread(() -> {
			cancellation.begin();
			begun.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
			}
		});
		cancellation.begin();
		next.start();
		begun.await();
		cancellation.end();
		cancellation.cancel();
		next.join();
		assertThat(interrupted).isTrue();
	}

}
