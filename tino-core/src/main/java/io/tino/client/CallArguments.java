package io.tino.client;

import org.jspecify.annotations.Nullable;

/**
 * Finds out what callers mean by a bare {@code null}, which the compiler takes for
 * something else than an argument.
 */
final class CallArguments {

	private static final @Nullable Object[] NULL = { null };

	private CallArguments() {
	}

	/**
	 * Return the arguments of a call.
	 * @param arguments what stands in their place: nothing at all is one argument
	 * @return the arguments
	 */
	static @Nullable Object[] of(@Nullable Object @Nullable [] arguments) {
		return (arguments != null) ? arguments : NULL;
	}

	/**
	 * Return the arguments of a call whose options may be one of them.
	 * @param options the options, or {@code null} if that is the first argument
	 * @param arguments what stands in the place of the arguments, or of all others
	 * @return the arguments
	 */
	static @Nullable Object[] of(@Nullable TinoCallOptions options, @Nullable Object @Nullable [] arguments) {
		@Nullable Object[] given = of(arguments);
		if (options != null) {
			return given;
		}
		@Nullable Object[] all = new Object[1 + given.length];
		System.arraycopy(given, 0, all, 1, given.length);
		return all;
	}

	/** Return the options of such a call. */
	static TinoCallOptions options(@Nullable TinoCallOptions options) {
		return (options != null) ? options : TinoCallOptions.DEFAULTS;
	}

}
