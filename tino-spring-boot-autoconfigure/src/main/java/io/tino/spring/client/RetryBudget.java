package io.tino.spring.client;

import java.time.Duration;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOff;

import io.tino.client.TinoCallOptions;

/**
 * The policy of one call, whose attempts share its timeout.
 */
final class RetryBudget implements RetryPolicy {

	private final RetryPolicy policy;

	private final TinoCallOptions options;

	private final Duration timeout;

	private final long startNanos = System.nanoTime();

	/**
	 * Create an instance.
	 * @param policy the policy of all calls, with the timeout of those that say none
	 * @param options how to call
	 */
	RetryBudget(RetryPolicy policy, TinoCallOptions options) {
		this.policy = policy;
		this.options = options;
		Duration own = options.timeout();
		this.timeout = (own != null) ? own : policy.getTimeout();
	}

	@Override
	public boolean shouldRetry(Throwable failure) {
		return this.policy.shouldRetry(failure);
	}

	@Override
	public BackOff getBackOff() {
		return this.policy.getBackOff();
	}

	@Override
	public Duration getTimeout() {
		return this.timeout;
	}

	/**
	 * Return how to make the next attempt: within the time that is left. One that takes a
	 * stream may take any time once it has begun, unless the call says otherwise.
	 */
	TinoCallOptions nextAttempt() {
		boolean unlimited = this.timeout.isZero() || (this.options.items() != null && this.options.timeout() == null);
		return unlimited ? this.options : this.options.withTimeout(Duration.ofNanos(remainingNanos()));
	}

	/** Tell whether a pause leaves time for another attempt. */
	boolean allows(long pauseMillis) {
		return this.timeout.isZero() || pauseMillis < remainingNanos() / 1_000_000;
	}

	private long remainingNanos() {
		return Math.max(1, this.timeout.toNanos() - (System.nanoTime() - this.startNanos));
	}

}
