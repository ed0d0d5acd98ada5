package io.tino.benchmarks.load;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;

import org.HdrHistogram.Histogram;

/**
 * What came of a load.
 *
 * @param calls how many calls were over in the time
 * @param nanos the time in nanoseconds
 * @param latencies the latencies in nanoseconds, of all calls or of a sample
 */
public record LoadResult(long calls, long nanos, Histogram latencies) {

	/**
	 * Return how many calls were made each second.
	 * @return the number
	 */
	public double callsPerSecond() {
		return this.calls * 1e9 / this.nanos;
	}

	/**
	 * Return a line that {@link #parse} reads.
	 * @return the line, without its end
	 */
	public String toLine() {
		ByteBuffer buffer = ByteBuffer.allocate(this.latencies.getNeededByteBufferCapacity());
		int length = this.latencies.encodeIntoCompressedByteBuffer(buffer);
		byte[] bytes = new byte[length];
		buffer.flip().get(bytes);
		return this.calls + " " + this.nanos + " " + Base64.getEncoder().encodeToString(bytes);
	}

	/**
	 * Read a line.
	 * @param line the line
	 * @return the result
	 */
	public static LoadResult parse(String line) {
		String[] parts = line.split(" ");
		ByteBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(parts[2]));
		try {
			return new LoadResult(Long.parseLong(parts[0]), Long.parseLong(parts[1]),
					Histogram.decodeFromCompressedByteBuffer(buffer, 0));
		}
		catch (DataFormatException ex) {
			throw new IllegalArgumentException("Not a histogram", ex);
		}
	}

}
