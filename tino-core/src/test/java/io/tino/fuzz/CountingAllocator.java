package io.tino.fuzz;

import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;

/**
 * Allocates buffers on the heap and knows how much memory those have that are not
 * released: exactly and at once, unlike a leak detector, which waits for the garbage
 * collector. Thread-safe.
 */
public final class CountingAllocator extends AbstractByteBufAllocator {

	private final long shared = sharedMemory();

	private final AtomicLong used = new AtomicLong();

	@Override
	protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
		return new CountedByteBuf(this, initialCapacity, maxCapacity);
	}

	@Override
	protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
		return newHeapBuffer(initialCapacity, maxCapacity);
	}

	@Override
	public boolean isDirectBufferPooled() {
		return false;
	}

	/**
	 * Return how much memory is in use.
	 * @return the number of bytes
	 */
	public long used() {
		return this.used.get();
	}

	/**
	 * Fail unless everything has been released: here, and in Netty's own allocator of
	 * this kind since this one was made.
	 */
	public void requireUnused() {
		long left = used() + Math.max(0, sharedMemory() - this.shared);
		if (left != 0) {
			throw new AssertionError(left + " bytes of buffers have not been released");
		}
	}

	private static long sharedMemory() {
		ByteBufAllocatorMetric metric = UnpooledByteBufAllocator.DEFAULT.metric();
		return metric.usedHeapMemory() + metric.usedDirectMemory();
	}

	private static final class CountedByteBuf extends UnpooledHeapByteBuf {

		CountedByteBuf(CountingAllocator allocator, int initialCapacity, int maxCapacity) {
			super(allocator, initialCapacity, maxCapacity);
		}

		@Override
		protected byte[] allocateArray(int initialCapacity) {
			((CountingAllocator) alloc()).used.addAndGet(initialCapacity);
			return super.allocateArray(initialCapacity);
		}

		@Override
		protected void freeArray(byte[] array) {
			((CountingAllocator) alloc()).used.addAndGet(-array.length);
			super.freeArray(array);
		}

	}

}
