package io.tino.benchmarks.memory;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

import io.netty.util.internal.PlatformDependent;

/**
 * What a JVM uses of memory after garbage collection.
 *
 * @param heap bytes of the heap
 * @param direct bytes outside of the heap, as Netty and the JVM count them
 */
record UsedMemory(long heap, long direct) {

	/** More than one, as what is freed by one collection may free more. */
	private static final int COLLECTIONS = 5;

	static UsedMemory now() {
		for (int i = 0; i < COLLECTIONS; i++) {
			System.gc();
		}
		long pools = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
		Runtime runtime = Runtime.getRuntime();
		return new UsedMemory(runtime.totalMemory() - runtime.freeMemory(),
				Math.max(0, PlatformDependent.usedDirectMemory()) + pools);
	}

	String toLine() {
		return this.heap + " " + this.direct;
	}

	static UsedMemory parse(String line) {
		String[] parts = line.split(" ");
		return new UsedMemory(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
	}

}
