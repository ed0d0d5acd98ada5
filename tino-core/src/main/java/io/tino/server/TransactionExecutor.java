package io.tino.server;

/**
 * Makes the calls of a transaction take effect in whole or not at all. Called on workers,
 * many at once, and may block.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TransactionExecutor {

	/**
	 * Run the calls of a transaction.
	 * @param calls runs all of them in order on the calling thread. It throws a
	 * {@link RuntimeException} if one has failed, which has to be thrown on after undoing
	 * what they have done. It may be run again after that, to try anew: the last run
	 * counts. To return without having run it to its end is an error
	 */
	void execute(Runnable calls);

}
