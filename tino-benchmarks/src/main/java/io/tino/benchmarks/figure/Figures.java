package io.tino.benchmarks.figure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that has been measured: for each row of the report, contender and metric one value
 * a round.
 */
public final class Figures {

	private final Map<Key, List<Double>> values = new LinkedHashMap<>();

	/**
	 * Add what a round came to.
	 * @param figure the figure
	 */
	public void add(Figure figure) {
		Key key = new Key(figure.row(), figure.contender(), figure.metric());
		this.values.computeIfAbsent(key, (absent) -> new ArrayList<>()).add(figure.value());
	}

	/**
	 * Return the values of all rounds.
	 * @param row what was measured
	 * @param contender of what
	 * @param metric which figure
	 * @return the values, none if it was not measured
	 */
	public List<Double> values(String row, String contender, Metric metric) {
		return Collections.unmodifiableList(this.values.getOrDefault(new Key(row, contender, metric), List.of()));
	}

	/**
	 * Return what was measured.
	 * @return the rows, in the order in which they were
	 */
	public List<String> rows() {
		return this.values.keySet().stream().map(Key::row).distinct().toList();
	}

	/**
	 * Return who was measured.
	 * @param row what was measured
	 * @return the contenders, in the order in which they were
	 */
	public List<String> contenders(String row) {
		return this.values.keySet()
			.stream()
			.filter((key) -> key.row().equals(row))
			.map(Key::contender)
			.distinct()
			.toList();
	}

	/**
	 * Return which figures there are.
	 * @param row what was measured
	 * @return the metrics, in the order in which they are declared
	 */
	public List<Metric> metrics(String row) {
		return this.values.keySet()
			.stream()
			.filter((key) -> key.row().equals(row))
			.map(Key::metric)
			.distinct()
			.sorted()
			.toList();
	}

	private record Key(String row, String contender, Metric metric) {
	}

}
