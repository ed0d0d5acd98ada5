package io.tino.client;

import java.time.Duration;

/**
 * How the connection of the subscriptions is kept.
 *
 * @param timeout how long the server may take to answer
 * @param keepAlive after how long without a message the server is asked whether it is
 * still there
 * @param minBackoff the least time before connecting again
 * @param maxBackoff the most time
 */
record SubscriptionSettings(Duration timeout, Duration keepAlive, Duration minBackoff, Duration maxBackoff) {

	/** Return the least time after which something may have to be done. */
	Duration leastTime() {
		return (this.timeout.compareTo(this.keepAlive) < 0) ? this.timeout : this.keepAlive;
	}

}
