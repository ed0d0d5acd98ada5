package io.tino.benchmarks.process;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.tino.benchmarks.load.Load;
import io.tino.benchmarks.work.Work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link PeerProcesses}.
 */
class PeerProcessesTests {

	@Test
	void measuresCallsOfOneProcessToAnother(@TempDir Path logs) throws Exception {
		try (PeerProcesses tino = PeerProcesses.start("tino", 2, logs)) {
			for (Load load : new Load[] { Load.threads(2), Load.inFlight(10), Load.rate(100) }) {
				Measurement measurement = tino.measure(Work.MODEL, load, Duration.ofMillis(300));
				assertThat(measurement).isNotNull();
				assertThat(measurement.load().calls()).as("calls by %s", load).isPositive();
				assertThat(measurement.load().latencies().getTotalCount()).isPositive();
				assertThat(measurement.serverBytes()).isGreaterThan(1 << 20);
				assertThat(measurement.clientBytes()).isGreaterThan(1 << 20);
			}
		}
	}

	@Test
	void turnsMetersOffAndOn(@TempDir Path logs) throws Exception {
		try (PeerProcesses tino = PeerProcesses.start("tino-switched", 1, logs)) {
			for (boolean on : new boolean[] { false, true }) {
				tino.meters(on);
				Measurement measurement = tino.measure(Work.ADD, Load.threads(1), Duration.ofMillis(100));
				assertThat(measurement).isNotNull();
				assertThat(measurement.load().calls()).isPositive();
			}
		}
	}

	@Test
	void tellsThatAPeerHasNoMeters(@TempDir Path logs) throws Exception {
		try (PeerProcesses netty = PeerProcesses.start("netty-echo", 1, logs)) {
			assertThatIllegalStateException().isThrownBy(() -> netty.meters(false))
				.withMessage("failed: cannot carry out meters off");
		}
	}

	@Test
	void whenAPeerIsUnknownTellsWhereToLook(@TempDir Path logs) {
		assertThatIllegalStateException().isThrownBy(() -> PeerProcesses.start("nobody", 1, logs))
			.withMessage("Process nobody-server has ended: see " + logs.resolve("nobody-server.log"));
		assertThat(logs.resolve("nobody-server.log")).content().contains("No peer is named nobody");
	}

}
