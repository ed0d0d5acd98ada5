package io.tino.server;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for streams that are longer than what any part of the server keeps, over real
 * sockets.
 */
class LongStreamTests {

	private final StreamedNumbers numbers = new StreamedNumbers();

	@AfterEach
	void close() {
		this.numbers.close();
	}

	@Test
	void nothingIsLostOrDoubledOrKept() {
		int count = 500_000;
		this.numbers.begin(count);
		this.numbers.read(0, 1000, 1);
		long usedHeap = this.numbers.usedHeap();
		this.numbers.read(1000, count - 1000, 4);
		assertThat(this.numbers.readName()).isEqualTo("tino.end");
		assertThat(this.numbers.usedHeap() - usedHeap).isLessThan(24 << 20);
		assertThat(this.numbers.closed()).isOne();
	}

	@RepeatedTest(10)
	void whatIsOpenWhenTheServerStopsIsClosed() {
		this.numbers.begin(1_000_000_000);
		this.numbers.read(0, 2000, 0);
		this.numbers.close();
		Awaitility.await().until(() -> this.numbers.closed() == 1);
	}

	@Test
	void aProducerStopsWithinOneWindow() {
		this.numbers.begin(1_000_000_000);
		this.numbers.read(0, 100_000, 0);
		int late = this.numbers.cancel();
		Awaitility.await().until(() -> this.numbers.closed() == 1);
		assertThat(this.numbers.produced()).as("as many as the client had credit for").isLessThanOrEqualTo(101_000);
		assertThat(late).isLessThanOrEqualTo(1000);
	}

}
