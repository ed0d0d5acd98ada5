package io.tino.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

import io.tino.benchmarks.suite.Rounds;

/**
 * What the command line says.
 *
 * @param rounds how often and how long is measured
 * @param rows which rows of the suite are
 * @param peers which peers take part
 * @param directory where the report goes
 */
record Options(Rounds rounds, Predicate<String> rows, Predicate<String> peers, Path directory) {

	private static final double MILLIS = 1000;

	static Options of(String... arguments) {
		StandardEnvironment options = new StandardEnvironment();
		options.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
		Rounds rounds = new Rounds(options.getProperty("warm-ups", int.class, 3),
				options.getProperty("rounds", int.class, 7),
				Duration.ofMillis((long) (options.getProperty("seconds", double.class, 1.0) * MILLIS)));
		Set<String> peers = Set.of(options.getProperty("peers", String[].class, new String[0]));
		return new Options(rounds, Pattern.compile(options.getProperty("only", "")).asPredicate(),
				(peer) -> peers.isEmpty() || peers.contains(peer),
				Path.of(options.getProperty("directory", "target/report")));
	}

}
