package io.tino.payload;

import org.jspecify.annotations.Nullable;

/**
 * What has been read of one object: the object itself, or the arguments of its
 * constructor.
 */
final class BeanValues {

	private static final @Nullable Object[] NONE = {};

	final @Nullable Object[] arguments;

	@Nullable Object bean;

	BeanValues(int arguments) {
		this.arguments = (arguments != 0) ? new @Nullable Object[arguments] : NONE;
	}

}
