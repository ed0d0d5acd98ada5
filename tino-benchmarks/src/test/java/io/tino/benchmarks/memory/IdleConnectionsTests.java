package io.tino.benchmarks.memory;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.tino.benchmarks.figure.Figure;
import io.tino.benchmarks.figure.Metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class IdleConnectionsTests {

	@TempDir
	private Path logs;

	@Test
	void connectionsCostMemory() throws Exception {
		List<Figure> figures = IdleConnections.measure("idle", "minimal-resp", 500, this.logs);
		assertThat(figures).extracting(Figure::metric).containsExactly(Metric.HEAP_EACH, Metric.DIRECT_EACH);
		// It keeps an array of 4 KiB for what is read, and one for what is sent
		assertThat(figures.get(0).value()).isBetween(8.0, 32.0);
	}

	@Test
	void whenProcessMayNotHaveSoManyFilesSaysSo() {
		assertThatIllegalStateException()
			.isThrownBy(() -> IdleConnections.measure("idle", "minimal-resp", 1_000_000_000, this.logs))
			.withMessageContaining("ulimit -n");
	}

}
