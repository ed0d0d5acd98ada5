package io.tino.resp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;

/**
 * Makes buffers of few bytes that one thread fills and another releases. Pools have to
 * give such a buffer back to the thread that it came from, which takes longer than the
 * garbage collector does with a few bytes.
 *
 * @since 0.1.0
 */
public final class HandedOverBuffers {

	private static final int FEW_BYTES = 1024;

	private HandedOverBuffers() {
	}

	/**
	 * Tell whether a buffer is better left to the garbage collector.
	 * @param bytes how many bytes it is expected to hold
	 * @return whether they are few
	 */
	public static boolean areFew(int bytes) {
		return bytes <= FEW_BYTES;
	}

	/**
	 * Allocate a buffer on the heap, which is left to the garbage collector. Unlike those
	 * of Netty's allocators it is not counted, as all threads would count at the same
	 * place, for longer than a short request takes to be written.
	 * @param capacity how many bytes it holds until it grows
	 * @return the buffer
	 */
	public static ByteBuf allocate(int capacity) {
		return new UnpooledHeapByteBuf(UnpooledByteBufAllocator.DEFAULT, capacity, Integer.MAX_VALUE);
	}

}
