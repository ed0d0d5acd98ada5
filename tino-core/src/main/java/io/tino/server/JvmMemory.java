package io.tino.server;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Objects;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

/**
 * What the JVM and Netty's buffers take of memory.
 *
 * @param heapUsed bytes of the heap in use, garbage included
 * @param heapCommitted bytes of the heap that the JVM has taken
 * @param heapMax the most bytes of the heap
 * @param heapPeak the most bytes of the heap that have been in use; where its parts have
 * had their peaks at different times, somewhat more
 * @param nonHeapUsed bytes that classes and compiled code take
 * @param directUsed bytes that buffers of connections take outside of the heap
 * @param buffersInHeap bytes that buffers of connections take in the heap
 */
record JvmMemory(long heapUsed, long heapCommitted, long heapMax, long heapPeak, long nonHeapUsed, long directUsed,
		long buffersInHeap) {

	/**
	 * Look at the memory now.
	 * @param allocator what buffers of connections are allocated with
	 */
	static JvmMemory now(ByteBufAllocator allocator) {
		MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
		long max = Runtime.getRuntime().maxMemory();
		long peak = Math.min(max, Math.max(heap.getUsed(), peak()));
		long nonHeap = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed();
		if (allocator instanceof ByteBufAllocatorMetricProvider provider) {
			ByteBufAllocatorMetric metric = provider.metric();
			return new JvmMemory(heap.getUsed(), heap.getCommitted(), max, peak, nonHeap, metric.usedDirectMemory(),
					metric.usedHeapMemory());
		}
		return new JvmMemory(heap.getUsed(), heap.getCommitted(), max, peak, nonHeap, 0, 0);
	}

	private static long peak() {
		return ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP)
			.map(MemoryPoolMXBean::getPeakUsage)
			.filter(Objects::nonNull)
			.mapToLong(MemoryUsage::getUsed)
			.sum();
	}

	/** Return how much of the most heap is in use. */
	double heapPercentage() {
		return 100.0 * this.heapUsed / this.heapMax;
	}

}
