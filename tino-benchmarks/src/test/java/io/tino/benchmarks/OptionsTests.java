package io.tino.benchmarks;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.tino.benchmarks.suite.Rounds;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Options}.
 */
class OptionsTests {

	@Test
	void withoutOptionsAllIsMeasured() {
		Options options = Options.of();
		assertThat(options.rounds()).isEqualTo(new Rounds(3, 7, Duration.ofSeconds(1)));
		assertThat(options.rows()).accepts("add, 64 threads");
		assertThat(options.peers()).accepts("tino", "grpc");
		assertThat(options.directory()).isEqualTo(Path.of("target/report"));
	}

	@Test
	void optionsSayWhatIsMeasured() {
		Options options = Options.of("--rounds=2", "--warm-ups=0", "--seconds=0.5", "--only=^add", "--peers=tino,grpc",
				"--directory=elsewhere");
		assertThat(options.rounds()).isEqualTo(new Rounds(0, 2, Duration.ofMillis(500)));
		assertThat(options.rows()).accepts("add, 64 threads").rejects("no add");
		assertThat(options.peers()).accepts("tino", "grpc").rejects("rsocket");
		assertThat(options.directory()).isEqualTo(Path.of("elsewhere"));
	}

}
