package io.tino.benchmarks.report;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What one run has come to, kept for the next.
 */
final class EarlierRun {

	private EarlierRun() {
	}

	/** Read the medians, none if there was no run before. */
	static Map<String, Double> read(Path file) throws IOException {
		if (!Files.exists(file)) {
			return Map.of();
		}
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(file)) {
			properties.load(reader);
		}
		Map<String, Double> medians = new HashMap<>();
		properties.forEach((name, median) -> medians.put((String) name, Double.valueOf((String) median)));
		return medians;
	}

	static void write(Path file, Map<String, Double> medians) throws IOException {
		Properties properties = new Properties();
		medians.forEach((name, median) -> properties.setProperty(name, String.valueOf(median)));
		try (Writer writer = Files.newBufferedWriter(file)) {
			properties.store(writer, null);
		}
	}

}
