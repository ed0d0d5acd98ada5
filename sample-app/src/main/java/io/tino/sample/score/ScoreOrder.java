package io.tino.sample.score;

import java.util.Comparator;
import java.util.Map;

/**
 * In which order players are listed.
 */
enum ScoreOrder {

	BEST(Map.Entry.comparingByValue(Comparator.reverseOrder())), WORST(Map.Entry.comparingByValue());

	private final Comparator<Map.Entry<String, Long>> comparator;

	ScoreOrder(Comparator<Map.Entry<String, Long>> comparator) {
		this.comparator = comparator.thenComparing(Map.Entry.comparingByKey());
	}

	Comparator<Map.Entry<String, Long>> comparator() {
		return this.comparator;
	}

}
