package io.tino.benchmarks.micro;

import io.tino.benchmarks.work.Model;
import io.tino.benchmarks.work.Values;

/**
 * What is bound.
 */
public enum BoundValue {

	/** A small number. */
	INT(int.class, Values.ONE),

	/** A text of emoji. */
	EMOJI(String.class, Values.EMOJI),

	/** A model that nests. */
	MODEL(Model.class, Values.MODEL);

	private final Class<?> type;

	private final Object value;

	BoundValue(Class<?> type, Object value) {
		this.type = type;
		this.value = value;
	}

	Class<?> type() {
		return this.type;
	}

	Object value() {
		return this.value;
	}

}
