package io.tino.server;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;
import io.netty.buffer.ByteBufAllocator;

/**
 * What {@code INFO} tells of memory and processors: what Redis says of itself, this
 * server says of the heap.
 */
final class ResourceInfo {

	private ResourceInfo() {
	}

	static void memory(ServerCall call, InfoText text) {
		ByteBufAllocator allocator = call.session().transport().allocator();
		JvmMemory memory = JvmMemory.now(allocator);
		text.bytes("used_memory", memory.heapUsed())
			.bytes("used_memory_peak", memory.heapPeak())
			.line("used_memory_peak_perc",
					InfoText.decimal(100.0 * memory.heapUsed() / Math.max(1, memory.heapPeak()), 2) + "%")
			.bytes("maxmemory", memory.heapMax())
			.line("maxmemory_policy", ConfigParameters.MAXMEMORY_POLICY)
			.line("heap_committed", memory.heapCommitted())
			.line("non_heap_used", memory.nonHeapUsed())
			.line("netty_direct_memory", memory.directUsed())
			.line("netty_heap_memory", memory.buffersInHeap())
			.line("mem_allocator", allocator.getClass().getSimpleName());
	}

	/** The JVM knows the sum only of what Redis tells apart. */
	static void cpu(ServerCall call, InfoText text) {
		if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
			double seconds = (double) system.getProcessCpuTime() / TimeUnit.SECONDS.toNanos(1);
			text.line("used_cpu_sys", InfoText.decimal(0, 6)).line("used_cpu_user", InfoText.decimal(seconds, 6));
		}
	}

}
