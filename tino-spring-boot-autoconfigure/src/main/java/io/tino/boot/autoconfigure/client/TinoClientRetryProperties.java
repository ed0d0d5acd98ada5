package io.tino.boot.autoconfigure.client;

import java.time.Duration;

/**
 * How idempotent calls are made again.
 *
 * @since 0.1.0
 */
public class TinoClientRetryProperties {

	/**
	 * Maximum number of times that an idempotent call is made if the server cannot be
	 * reached, is stopping, not ready or overloaded. With 1 it is not made again.
	 */
	private int maxAttempts = 5;

	/**
	 * Time to wait before a call is made for the second time.
	 */
	private Duration delay = Duration.ofMillis(100);

	/**
	 * Factor by which the time to wait grows with each further attempt, at least 1.
	 */
	private double multiplier = 2;

	/**
	 * Maximum time to wait between two attempts.
	 */
	private Duration maxDelay = Duration.ofSeconds(2);

	/**
	 * Time by which the first wait is longer or shorter at random, though never shorter
	 * than the delay. It grows as the waits do.
	 */
	private Duration jitter = Duration.ofMillis(50);

	public int getMaxAttempts() {
		return this.maxAttempts;
	}

	public void setMaxAttempts(int maxAttempts) {
		this.maxAttempts = maxAttempts;
	}

	public Duration getDelay() {
		return this.delay;
	}

	public void setDelay(Duration delay) {
		this.delay = delay;
	}

	public double getMultiplier() {
		return this.multiplier;
	}

	public void setMultiplier(double multiplier) {
		this.multiplier = multiplier;
	}

	public Duration getMaxDelay() {
		return this.maxDelay;
	}

	public void setMaxDelay(Duration maxDelay) {
		this.maxDelay = maxDelay;
	}

	public Duration getJitter() {
		return this.jitter;
	}

	public void setJitter(Duration jitter) {
		this.jitter = jitter;
	}

}
