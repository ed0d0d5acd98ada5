package io.tino.benchmarks.memory;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.tino.benchmarks.figure.Figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class IdleConnectionsTests {

	@TempDir
	private Path logs;

	@Test
	void connectionsCostMemory() throws Exception {
		List<Figure> figures = IdleConnections.measure("minimal-resp", 500, this.logs);
		assertThat(figures).extracting(Figure::unit)
			.containsExactly("bytes of heap each", "bytes of direct memory each");
		// It keeps an array of 4 KiB for what is read, and one for what is sent
		assertThat(figures.get(0).value()).isBetween(8192.0, 32768.0);
	}

	@Test
	void whenProcessMayNotHaveSoManyFilesSaysSo() {
		assertThatIllegalStateException()
			.isThrownBy(() -> IdleConnections.measure("minimal-resp", 1_000_000_000, this.logs))
			.withMessageContaining("ulimit -n");
	}

}
