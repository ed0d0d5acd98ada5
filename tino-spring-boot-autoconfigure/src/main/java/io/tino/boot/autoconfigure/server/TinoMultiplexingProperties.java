package io.tino.boot.autoconfigure.server;

import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/**
 * How calls are made that do not wait for each other.
 *
 * @since 0.1.0
 */
public class TinoMultiplexingProperties {

	/**
	 * Whether clients may make calls that do not wait for each other.
	 */
	private boolean enabled = true;

	/**
	 * Maximum number of calls of a connection that are in flight. Further ones are
	 * answered OVERLOADED.
	 */
	private int maxConcurrentCalls = 10_000;

	/**
	 * Maximum size of the requests of all calls of a connection that are in flight.
	 * Further ones are answered OVERLOADED. If a size suffix is not specified, bytes are
	 * used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize maxBytesInFlight = DataSize.ofMegabytes(64);

	/**
	 * Maximum size of the headers of a call. One with larger headers is answered
	 * PAYLOAD_TOO_LARGE. If a size suffix is not specified, bytes are used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize maxHeaderSize = DataSize.ofKilobytes(8);

	/**
	 * Size that replies are cut to, so that small ones need not wait for large ones. If a
	 * size suffix is not specified, bytes are used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize chunkSize = DataSize.ofKilobytes(64);

	/**
	 * Size of the streams that calls take that a connection may send ahead. If a size
	 * suffix is not specified, bytes are used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize windowSize = DataSize.ofMegabytes(1);

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public int getMaxConcurrentCalls() {
		return this.maxConcurrentCalls;
	}

	public void setMaxConcurrentCalls(int maxConcurrentCalls) {
		this.maxConcurrentCalls = maxConcurrentCalls;
	}

	public DataSize getMaxBytesInFlight() {
		return this.maxBytesInFlight;
	}

	public void setMaxBytesInFlight(DataSize maxBytesInFlight) {
		this.maxBytesInFlight = maxBytesInFlight;
	}

	public DataSize getMaxHeaderSize() {
		return this.maxHeaderSize;
	}

	public void setMaxHeaderSize(DataSize maxHeaderSize) {
		this.maxHeaderSize = maxHeaderSize;
	}

	public DataSize getChunkSize() {
		return this.chunkSize;
	}

	public void setChunkSize(DataSize chunkSize) {
		this.chunkSize = chunkSize;
	}

	public DataSize getWindowSize() {
		return this.windowSize;
	}

	public void setWindowSize(DataSize windowSize) {
		this.windowSize = windowSize;
	}

}
