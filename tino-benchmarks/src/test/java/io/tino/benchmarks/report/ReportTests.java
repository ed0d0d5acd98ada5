package io.tino.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.tino.benchmarks.figure.Figure;
import io.tino.benchmarks.figure.Figures;
import io.tino.benchmarks.figure.Metric;
import io.tino.benchmarks.suite.Ratio;
import io.tino.benchmarks.suite.Requirement;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Report}.
 */
class ReportTests {

	private final List<Requirement> requirements = List.of(Ratio.calls("add, 64 threads", "tino", 2, "other"),
			Ratio.calls("add, 64 threads", "other", 0.5, "tino"));

	@TempDir
	private Path directory;

	@Test
	void tellsWhatHoldsAndWhatDoesNot() throws IOException {
		assertThat(write(300, 100)).contains("Repeat it with `run --only=add`.")
			.contains("- Netty 4")
			.contains("| add, 64 threads | tino to other | >= 2.00 | 3.00 (3.00 to 3.00) | holds |  |")
			.contains("| add, 64 threads | other to tino | >= 0.50 | 0.33 (0.33 to 0.33) | **missed** |  |");
	}

	@Test
	void tellsAllFiguresOfARow() throws IOException {
		assertThat(write(300, 100)).contains("## add, 64 threads")
			.contains("| | calls/s | p50 us |")
			.contains("| tino | 300 (300 to 300) | 0.50 (0.50 to 0.50) |")
			.contains("| other | 100 (100 to 100) |  |");
	}

	@Test
	void tellsTheRatioOfTheRunBeforeAndMarksOneThatDiffers() throws IOException {
		write(300, 100);
		assertThat(write(320, 100)).contains("3.20 (3.20 to 3.20) | holds | 3.00 |");
		assertThat(write(200, 100)).contains("2.00 (2.00 to 2.00) | holds | **3.20** |");
	}

	@Test
	void drawsEachRow() throws IOException {
		write(300, 100);
		assertThat(ImageIO.read(this.directory.resolve("add-64-threads.png").toFile()).getWidth()).isEqualTo(900);
	}

	private String write(double ours, double theirs) throws IOException {
		Figures figures = new Figures();
		figures.add(new Figure("add, 64 threads", "tino", Metric.CALLS, ours));
		figures.add(new Figure("add, 64 threads", "tino", Metric.P50, 0.5));
		figures.add(new Figure("add, 64 threads", "other", Metric.CALLS, theirs));
		Environment environment = new Environment("run --only=add", List.of("Netty 4"));
		return Files.readString(new Report(this.directory, environment).write(this.requirements, figures));
	}

}
