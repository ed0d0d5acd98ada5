package io.tino.benchmarks.micro;

import java.util.Collection;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

import static org.assertj.core.api.Assertions.assertThat;

class MicroBenchmarksTests {

	/** A benchmark fails if what it gets is not what it has to be. */
	@ParameterizedTest
	@CsvSource({ "RespBenchmark, 3", "BindingBenchmark, 18", "ServerSessionBenchmark, 2", "ClientSessionBenchmark, 2" })
	void run(String benchmark, int expected) throws RunnerException {
		Collection<RunResult> results = new Runner(new OptionsBuilder().include("\\." + benchmark + "\\.")
			.mode(Mode.SingleShotTime)
			.forks(0)
			.warmupIterations(0)
			.measurementIterations(1)
			.shouldFailOnError(true)
			.verbosity(VerboseMode.SILENT)
			.build()).run();
		assertThat(results).hasSize(expected);
	}

}
