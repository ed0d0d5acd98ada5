package io.tino.client;

import java.util.List;

/**
 * A transaction has run, and calls of it have failed. Its code is that of the first one,
 * which is the cause; the others are suppressed.
 *
 * @since 0.1.0
 */
public final class TinoTransactionException extends TinoException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param failures what calls have failed with, at least one
	 * @param calls how many calls the transaction has
	 */
	public TinoTransactionException(List<? extends TinoException> failures, int calls) {
		super(failures.get(0).code(), mayHaveRun(failures, calls),
				failures.size() + " of " + calls + " calls of the transaction failed: " + failures.get(0).getMessage(),
				failures.get(0));
		failures.stream().skip(1).forEach(this::addSuppressed);
	}

	private static boolean mayHaveRun(List<? extends TinoException> failures, int calls) {
		return failures.size() < calls || failures.stream().anyMatch(TinoException::mayHaveRun);
	}

}
