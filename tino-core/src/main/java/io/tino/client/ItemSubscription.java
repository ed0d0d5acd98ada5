package io.tino.client;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a subscriber wants of the items that a command returns. The call is made when it
 * wants the first one. Thread-safe, but for the methods that say otherwise.
 *
 * @param <T> the type of the items
 */
final class ItemSubscription<T> implements Flow.Subscription {

	private static final Logger logger = LoggerFactory.getLogger(ItemSubscription.class);

	private final Flow.Subscriber<? super T> subscriber;

	private final Consumer<ItemSubscription<T>> caller;

	/** How many items are wanted that the server has no credit for. */
	private final AtomicLong demand = new AtomicLong();

	/** How many bytes have been taken that the event loop does not know of. */
	private final AtomicLong taken = new AtomicLong();

	/** Whether the event loop will look at what is wanted. */
	private final AtomicBoolean proceeding = new AtomicBoolean();

	/** Whether nothing is signalled any more. */
	private final AtomicBoolean over = new AtomicBoolean();

	/** Whether the subscriber has been told that it has subscribed. */
	private boolean subscribed;

	private boolean called;

	/** Why nothing can be wanted. */
	private volatile @Nullable Throwable misuse;

	private volatile @Nullable StreamCall<T> call;

	/**
	 * Whether an item is being handed over, after which what is wanted is looked at
	 * anyway. Confined to the event loop of the call.
	 */
	private boolean handing;

	/**
	 * Create a subscription.
	 * @param subscriber takes the items
	 * @param caller makes the call, and {@linkplain #calling says} which one it is;
	 * whatever it throws, the subscriber is told
	 */
	ItemSubscription(Flow.Subscriber<? super T> subscriber, Consumer<ItemSubscription<T>> caller) {
		this.subscriber = subscriber;
		this.caller = caller;
	}

	/** Let the subscriber know. Called once. */
	void begin() {
		this.subscriber.onSubscribe(this);
		synchronized (this) {
			this.subscribed = true;
		}
		callIfWanted();
	}

	@Override
	public void request(long count) {
		if (count > 0) {
			this.demand.accumulateAndGet(count, ItemSubscription::sum);
		}
		else if (this.misuse == null) {
			this.misuse = new IllegalArgumentException("At least one item must be requested, but not " + count);
		}
		if (!proceed()) {
			callIfWanted();
		}
	}

	/** Add, for as many as there can be at all. */
	private static long sum(long one, long other) {
		long sum = one + other;
		return (sum < 0) ? Long.MAX_VALUE : sum;
	}

	/**
	 * See that the event loop looks at what is wanted.
	 * @return {@code false} if there is no call yet
	 */
	private boolean proceed() {
		StreamCall<T> current = this.call;
		if (current == null) {
			return false;
		}
		if (current.isSubmitted() && !isHanding(current.queue()) && this.proceeding.compareAndSet(false, true)) {
			current.queue().proceed(current);
		}
		return true;
	}

	/** Tell whether this is within a subscriber that takes an item. */
	private boolean isHanding(CallQueue queue) {
		return queue.inEventLoop() && this.handing;
	}

	private void callIfWanted() {
		synchronized (this) {
			boolean wanted = this.misuse != null || this.demand.get() > 0;
			if (!this.subscribed || this.called || !wanted) {
				return;
			}
			this.called = true;
		}
		Throwable reason = this.misuse;
		if (reason != null) {
			end(reason);
		}
		else if (!this.over.get()) {
			call();
		}
	}

	private void call() {
		try {
			this.caller.accept(this);
		}
		catch (Throwable ex) { // which has to be told on this way
			end(ex);
		}
	}

	/** Say which call brings the items, before it is submitted. */
	void calling(StreamCall<T> call) {
		this.call = call;
		if (this.over.get()) {
			call.reply().cancel(false);
		}
	}

	@Override
	public void cancel() {
		this.over.set(true);
		StreamCall<T> current = this.call;
		if (current != null) {
			current.reply().cancel(false);
		}
	}

	/** Items have been taken that count as many bytes. */
	void taken(long bytes) {
		this.taken.addAndGet(bytes);
		proceed();
	}

	/** Hear what is wanted from now on. Called on the event loop of the call. */
	void proceeded() {
		this.proceeding.set(false);
	}

	/** Return how many bytes have been taken since this was called last. */
	long takeTaken() {
		return (this.taken.get() != 0) ? this.taken.getAndSet(0) : 0;
	}

	/** Return why nothing can be wanted, or {@code null}. */
	@Nullable Throwable misuse() {
		return this.misuse;
	}

	/** Return how many items are wanted that the server has no credit for. */
	long demand() {
		return this.demand.get();
	}

	/** The server is given credit. Called on the event loop of the call. */
	void credited(long count) {
		this.demand.addAndGet(-count);
	}

	/** Credit has been given in vain. */
	void uncredited(long count) {
		this.demand.accumulateAndGet(count, ItemSubscription::sum);
	}

	/**
	 * Hand over an item. Called on the event loop of the call.
	 * @param item the item
	 * @param length how many bytes it counts
	 * @return whether it is out of the way
	 */
	boolean next(T item, int length) {
		if (this.over.get()) {
			return true;
		}
		this.handing = true;
		try {
			if (this.subscriber instanceof ItemSubscriber<? super T> keeping) {
				keeping.onItem(item, length);
				return false;
			}
			this.subscriber.onNext(item);
		}
		catch (Throwable ex) { // which no subscriber may do, but the connection goes on
			logger.error("A subscriber has failed to take an item, and gets no more", ex);
			cancel();
		}
		finally {
			this.handing = false;
		}
		return true;
	}

	/**
	 * Let the subscriber know that nothing more comes. Called on the event loop of the
	 * call, if it has been sent.
	 * @param failure why, or {@code null} if that is all
	 */
	void end(@Nullable Throwable failure) {
		if (!this.over.compareAndSet(false, true)) {
			return;
		}
		if (failure != null) {
			this.subscriber.onError(failure);
		}
		else {
			this.subscriber.onComplete();
		}
	}

}
