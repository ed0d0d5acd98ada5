package io.tino.server;

import java.util.Set;

import io.tino.fuzz.CountingAllocator;
import io.tino.fuzz.FuzzStep;
import io.tino.resp.Request;
import io.tino.resp.RequestDecoder;
import io.tino.resp.RequestLimits;
import io.tino.resp.RespProtocolException;

/**
 * Counts the replies that a session owes for what it has received.
 */
final class ExpectedReplies {

	/** Commands that are answered by nothing, or by more than one reply. */
	private static final Set<String> UNCOUNTED = Set.of("SUBSCRIBE", "UNSUBSCRIBE", "PSUBSCRIBE", "PUNSUBSCRIBE",
			"SSUBSCRIBE", "SUNSUBSCRIBE", "MONITOR", "TINO.CALL", "TINO.CANCEL", "TINO.CREDIT", "TINO.ITEM",
			"TINO.END");

	private final CountingAllocator allocator = new CountingAllocator();

	private final RequestDecoder decoder;

	private int complete;

	/** Heads of a request that is not complete: none or one. */
	private int receiving;

	private boolean failed;

	private boolean countable = true;

	ExpectedReplies(RequestLimits limits) {
		this.decoder = new RequestDecoder(limits);
	}

	void receive(FuzzStep step) {
		this.decoder.append(step.bytes(this.allocator));
		try {
			while (!this.failed && advance()) {
				// Counts
			}
		}
		catch (RespProtocolException ex) {
			this.failed = true;
			this.decoder.close();
		}
	}

	private boolean advance() {
		switch (this.decoder.poll()) {
			case NEED_MORE -> {
				return false;
			}
			case HEAD -> this.receiving++;
			case COMPLETE -> {
				this.countable &= isCountable(this.decoder.request());
				complete();
			}
			case TOO_LARGE -> complete();
		}
		return true;
	}

	private void complete() {
		this.complete++;
		this.receiving = 0;
	}

	private static boolean isCountable(Request request) {
		boolean muting = request.matches(0, "CLIENT") && request.size() > 1 && request.matches(1, "REPLY");
		return !muting && UNCOUNTED.stream().noneMatch((name) -> request.matches(0, name));
	}

	/**
	 * Fail if there are too few replies, or too many.
	 * @param replies how many there are
	 * @param cutOff whether the connection was closed before all were sent
	 */
	void require(int replies, boolean cutOff) {
		if (!this.countable) {
			return;
		}
		// A request is refused when its head has come, or later if what follows is broken
		int least = this.complete + (this.failed ? 1 : 0);
		int most = least + this.receiving + (cutOff ? 1 : 0);
		if (replies > most || (replies < least && !cutOff)) {
			throw new AssertionError(replies + " replies instead of " + least + " to " + most);
		}
	}

	/** Whether what has been received is broken. */
	boolean isFailed() {
		return this.failed;
	}

	void close() {
		this.decoder.close();
	}

}
