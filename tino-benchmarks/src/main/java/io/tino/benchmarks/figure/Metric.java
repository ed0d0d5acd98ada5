package io.tino.benchmarks.figure;

/**
 * What is measured, each in one unit.
 */
public enum Metric {

	/** Calls that are over in a second. */
	CALLS("calls/s"),

	/** The latency that half of the calls stay within, in microseconds. */
	P50("p50 us"),

	/** The latency that 99% of the calls stay within, in microseconds. */
	P99("p99 us"),

	/** The latency that 99.9% of the calls stay within, in microseconds. */
	P999("p99.9 us"),

	/** Time of processors that the server takes for a call, in microseconds. */
	SERVER_CPU("server CPU us/call"),

	/** Time of processors that the client takes for a call, in microseconds. */
	CLIENT_CPU("client CPU us/call"),

	/** Resident memory of the server, in MiB. */
	SERVER_MEMORY("server MiB"),

	/** Resident memory of the client, in MiB. */
	CLIENT_MEMORY("client MiB"),

	/** The heap that each connection takes, in KiB. */
	HEAP_EACH("heap KiB each"),

	/** The direct memory that each connection takes, in KiB. */
	DIRECT_EACH("direct KiB each"),

	/** Time until an application is ready, in milliseconds. */
	START("ms until ready"),

	/** Time of processors that it takes until then, in milliseconds. */
	START_CPU("ms of CPU until ready");

	private final String title;

	Metric(String title) {
		this.title = title;
	}

	/**
	 * Return what stands above a column of it.
	 * @return the name and the unit
	 */
	public String title() {
		return this.title;
	}

}
