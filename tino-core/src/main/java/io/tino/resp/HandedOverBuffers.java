package io.tino.resp;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;

/**
 * Chooses where buffers come from that one thread fills and another releases. Pools have
 * to give such a buffer back to the thread that it came from, which takes longer than the
 * garbage collector does with a few bytes.
 *
 * @since 0.1.0
 */
public final class HandedOverBuffers {

	private static final int FEW_BYTES = 1024;

	private HandedOverBuffers() {
	}

	/**
	 * Return what allocates a buffer.
	 * @param bytes how many bytes it is expected to hold
	 * @param pools what allocates buffers for many bytes
	 * @return what allocates a buffer on the heap if they are few, or else {@code pools}
	 */
	public static ByteBufAllocator allocator(int bytes, ByteBufAllocator pools) {
		return (bytes <= FEW_BYTES) ? UnpooledByteBufAllocator.DEFAULT : pools;
	}

}
