package io.tino.benchmarks.suite;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.tino.benchmarks.process.RunningPeers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Suite}.
 */
class SuiteTests {

	@Test
	void eachRequirementIsOfARowThatIsMeasured(@TempDir Path logs) {
		assertThat(Requirements.all()).extracting(Requirement::row)
			.filteredOn((row) -> !row.startsWith("redis-benchmark")) // which need not be
																		// installed
			.isNotEmpty()
			.isSubsetOf(rows(logs));
	}

	@Test
	void noTwoRowsHaveTheSameTitle(@TempDir Path logs) {
		assertThat(rows(logs)).doesNotHaveDuplicates();
	}

	private static List<String> rows(Path logs) {
		try (RunningPeers peers = new RunningPeers(1, logs)) {
			return new Suite(peers, (peer) -> true, logs).experiments()
				.stream()
				.flatMap((experiment) -> experiment.rows().stream())
				.toList();
		}
	}

}
