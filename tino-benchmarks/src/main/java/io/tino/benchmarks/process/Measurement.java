package io.tino.benchmarks.process;

import java.time.Duration;

import io.tino.benchmarks.load.LoadResult;

/**
 * What one round of one peer came to.
 *
 * @param load what the client has counted
 * @param serverCpu the time of processors that the server took
 * @param clientCpu the time of processors that the client took
 * @param serverBytes the resident memory of the server after it
 * @param clientBytes the resident memory of the client after it
 */
public record Measurement(LoadResult load, Duration serverCpu, Duration clientCpu, long serverBytes, long clientBytes) {

	/**
	 * Return the time of processors that the server took for each call.
	 * @return the time in microseconds
	 */
	public double serverMicrosPerCall() {
		return this.serverCpu.toNanos() / 1e3 / this.load.calls();
	}

	/**
	 * Return the time of processors that the client took for each call.
	 * @return the time in microseconds
	 */
	public double clientMicrosPerCall() {
		return this.clientCpu.toNanos() / 1e3 / this.load.calls();
	}

}
