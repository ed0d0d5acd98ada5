package io.tino.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.tino.benchmarks.figure.Figure;
import io.tino.benchmarks.figure.Metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link StartUp}.
 */
class StartUpTests {

	@Test
	void startsApplicationsWithAndWithoutTino(@TempDir Path logs) throws IOException {
		assertThat(new StartUp(logs).measure("start", 1)).extracting(Figure::contender, Figure::metric)
			.containsExactly(tuple("with Tino", Metric.START), tuple("with Tino", Metric.START_CPU),
					tuple("without Tino", Metric.START), tuple("without Tino", Metric.START_CPU));
	}

}
