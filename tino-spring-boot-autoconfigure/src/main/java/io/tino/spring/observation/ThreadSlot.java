package io.tino.spring.observation;

import java.util.BitSet;

import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;

/**
 * A small number that one thread of Netty's has as long as it runs, and another one
 * afterwards.
 */
final class ThreadSlot {

	/** Other threads have none, as nobody would know when they end. */
	static final int NONE = -1;

	private static final BitSet TAKEN = new BitSet();

	private static final FastThreadLocal<Integer> SLOT = new FastThreadLocal<>() {

		@Override
		protected Integer initialValue() {
			return take();
		}

		@Override
		protected void onRemoval(Integer slot) {
			giveBack(slot);
		}

	};

	private ThreadSlot() {
	}

	/** Return the number of this thread, or {@link #NONE}. */
	static int current() {
		return FastThreadLocalThread.currentThreadWillCleanupFastThreadLocals() ? SLOT.get() : NONE;
	}

	private static int take() {
		synchronized (TAKEN) { // whoever had it is seen to have finished
			int slot = TAKEN.nextClearBit(0);
			TAKEN.set(slot);
			return slot;
		}
	}

	private static void giveBack(int slot) {
		synchronized (TAKEN) {
			TAKEN.clear(slot);
		}
	}

}
