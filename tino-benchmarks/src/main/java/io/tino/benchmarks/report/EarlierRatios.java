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
 * The ratios of one run, kept for the next.
 */
final class EarlierRatios {

	private EarlierRatios() {
	}

	/** Read the ratios, none if there was no run before. */
	static Map<String, Double> read(Path file) throws IOException {
		if (!Files.exists(file)) {
			return Map.of();
		}
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(file)) {
			properties.load(reader);
		}
		Map<String, Double> ratios = new HashMap<>();
		properties.forEach((target, ratio) -> ratios.put((String) target, Double.valueOf((String) ratio)));
		return ratios;
	}

	static void write(Path file, Map<String, Double> ratios) throws IOException {
		Properties properties = new Properties();
		ratios.forEach((target, ratio) -> properties.setProperty(target, String.valueOf(ratio)));
		try (Writer writer = Files.newBufferedWriter(file)) {
			properties.store(writer, null);
		}
	}

}
