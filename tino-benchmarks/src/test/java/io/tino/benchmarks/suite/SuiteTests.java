package io.tino.benchmarks.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.tino.benchmarks.process.RunningPeers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Suite}.
 */
class SuiteTests {

	@Test
	void eachTargetIsOfRowsThatAreMeasured(@TempDir Path logs) {
		try (RunningPeers peers = new RunningPeers(1, logs)) {
			Set<String> rows = new Suite(peers, (peer) -> true).experiments()
				.stream()
				.map(Experiment::row)
				.collect(Collectors.toSet());
			assertThat(Suite.targets()).isNotEmpty()
				.flatExtracting(
						(target) -> Stream.concat(Stream.of(target.figure()), target.others().stream()).toList())
				.extracting(Target.Entry::row)
				.isSubsetOf(rows);
		}
	}

	@Test
	void noTwoRowsHaveTheSameTitle(@TempDir Path logs) {
		try (RunningPeers peers = new RunningPeers(1, logs)) {
			List<String> rows = new Suite(peers, (peer) -> true).experiments().stream().map(Experiment::row).toList();
			assertThat(rows).doesNotHaveDuplicates();
		}
	}

}
