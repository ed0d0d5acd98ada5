package io.tino.client;

import java.util.Iterator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for streams that are longer than what client and server keep of them.
 */
class ReadNumbersTests {

	@Test
	void nothingIsLostOrDoubledOrKept() {
		try (ReadNumbers reading = new ReadNumbers(); Stream<Long> numbers = reading.numbers()) {
			Iterator<Long> iterator = numbers.iterator();
			reading.read(iterator, 0, 1000, 1);
			long usedHeap = reading.usedHeap();
			reading.read(iterator, 1000, 99_000, 3);
			assertThat(reading.usedHeap() - usedHeap).isLessThan(24 << 20);
			assertThat(reading.produced()).as("as many as the client had asked for").isLessThanOrEqualTo(100_064);
		}
	}

}
