package io.tino.client;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Waits for items, of which some are asked for ahead. Belongs to one thread, but for
 * {@link #close()} and what a subscriber is told.
 *
 * @param <T> the type of the items
 */
final class BlockingItems<T> implements Iterator<T>, ItemSubscriber<T>, AutoCloseable {

	/**
	 * How many bytes are asked for ahead, as far as the last items tell: so little that
	 * streams read within this one have room beside it.
	 */
	private static final int AHEAD_BYTES = (int) ClientStreams.WINDOW / 4;

	/** How many items are asked for before it is known how long they are. */
	private static final int FIRST_ITEMS = 4;

	private final String command;

	private final Flow.Publisher<T> publisher;

	private final int prefetch;

	private final BooleanSupplier inEventLoop;

	/** What has come and has not been taken. */
	private final Queue<Arrived<T>> arrived = new ConcurrentLinkedQueue<>();

	/** Written by the subscription before anything comes. */
	private volatile Flow.@Nullable Subscription subscription;

	/** Written by the thread that waits. */
	private volatile @Nullable Thread waiting;

	/** Written by whoever closes it. */
	private volatile boolean closed;

	private boolean subscribed;

	private boolean ended;

	private @Nullable T next;

	/** How many items are asked for that have not been taken. */
	private int requested;

	/** How many bytes have been taken that have not been given back. */
	private long taken;

	/** How many bytes the next items have at most, as far as the last ones tell. */
	private int expectedLength;

	/**
	 * Create an iterator that asks for nothing yet.
	 * @param command the command that is called
	 * @param publisher the items
	 * @param prefetch how many may wait
	 * @param inEventLoop tells whether this thread must not wait
	 */
	BlockingItems(String command, Flow.Publisher<T> publisher, int prefetch, BooleanSupplier inEventLoop) {
		this.command = command;
		this.publisher = publisher;
		this.prefetch = prefetch;
		this.inEventLoop = inEventLoop;
	}

	@Override
	public boolean hasNext() {
		if (this.next == null && !this.ended) {
			begin();
			accept(take());
		}
		return this.next != null;
	}

	@Override
	public T next() {
		if (!hasNext()) {
			throw new NoSuchElementException("No more items of " + this.command);
		}
		T item = this.next;
		this.next = null;
		return item;
	}

	/** Subscribe, if that has not been done. */
	void begin() {
		if (!this.subscribed) {
			requireAllowed();
			this.subscribed = true;
			this.requested = Math.min(this.prefetch, FIRST_ITEMS);
			this.publisher.subscribe(this);
		}
	}

	private void requireAllowed() {
		if (this.inEventLoop.getAsBoolean()) {
			close();
			throw new IllegalStateException("Waiting for the items of " + this.command
					+ " on an event loop of the client would keep them from coming. Read them on another thread, "
					+ "or subscribe to a publisher");
		}
	}

	private Arrived<T> take() {
		Arrived<T> first = this.arrived.poll();
		return (first != null) ? first : await();
	}

	private Arrived<T> await() {
		requireAllowed();
		giveBack();
		this.waiting = Thread.currentThread();
		try {
			Arrived<T> first = this.arrived.poll();
			while (first == null) {
				requireOpen();
				LockSupport.park(this);
				first = this.arrived.poll();
			}
			return first;
		}
		finally {
			this.waiting = null;
		}
	}

	private void requireOpen() {
		if (Thread.interrupted()) {
			close();
			Thread.currentThread().interrupt();
			throw new TinoCancelledException(this.command, new InterruptedException());
		}
		if (this.closed) {
			throw new TinoCancelledException(this.command, null);
		}
	}

	private void accept(Arrived<T> first) {
		this.next = first.item();
		if (this.next != null) {
			taken(first.length());
			return;
		}
		this.ended = true;
		giveBack();
		Throwable failure = first.failure();
		if (failure != null) {
			throw unchecked(failure);
		}
	}

	private static RuntimeException unchecked(Throwable failure) {
		if (failure instanceof Error error) {
			throw error;
		}
		if (failure instanceof TinoException) {
			failure.fillInStackTrace(); // whoever reads is of more use than the event
										// loop
		}
		return (failure instanceof RuntimeException unchecked) ? unchecked : new IllegalStateException(failure);
	}

	/** Ask for more items when half of them have been taken. */
	private void taken(int length) {
		this.taken += length;
		this.expectedLength = Math.max(length, this.expectedLength - this.expectedLength / 16);
		this.requested--;
		int ahead = Math.max(1, Math.min(this.prefetch, AHEAD_BYTES / Math.max(1, this.expectedLength)));
		if (this.requested <= ahead / 2) {
			giveBack();
			request(ahead - this.requested);
			this.requested = ahead;
		}
		else if (this.taken >= AHEAD_BYTES / 4) {
			giveBack();
		}
	}

	private void request(int count) {
		Flow.Subscription current = this.subscription;
		if (current != null) {
			current.request(count);
		}
	}

	private void giveBack() {
		giveBack(this.taken);
		this.taken = 0;
	}

	private void giveBack(long bytes) {
		if (bytes > 0 && this.subscription instanceof ItemSubscription<?> counting) {
			counting.taken(bytes);
		}
	}

	/**
	 * Want nothing more. May be called on any thread.
	 */
	@Override
	public void close() {
		this.closed = true;
		Flow.Subscription current = this.subscription;
		if (current != null) {
			current.cancel();
		}
		dropArrived();
		LockSupport.unpark(this.waiting);
	}

	private void dropArrived() {
		long bytes = 0;
		for (Arrived<T> first = this.arrived.poll(); first != null; first = this.arrived.poll()) {
			bytes += first.length();
		}
		giveBack(bytes);
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		if (this.subscription != null) {
			subscription.cancel();
			return;
		}
		this.subscription = subscription;
		if (this.closed) {
			subscription.cancel();
		}
		subscription.request(Math.min(this.prefetch, FIRST_ITEMS));
	}

	@Override
	public void onNext(T item) {
		onItem(item, 0);
	}

	@Override
	public void onItem(T item, int length) {
		arrived(new Arrived<>(item, length, null));
	}

	@Override
	public void onError(Throwable failure) {
		arrived(new Arrived<>(null, 0, failure));
	}

	@Override
	public void onComplete() {
		arrived(new Arrived<>(null, 0, null));
	}

	private void arrived(Arrived<T> last) {
		this.arrived.add(last);
		LockSupport.unpark(this.waiting);
		if (this.closed) {
			dropArrived();
		}
	}

	/**
	 * An item, or the end.
	 *
	 * @param item the item, {@code null} at the end
	 * @param length how many bytes it counts
	 * @param failure why there are no more, or {@code null}
	 * @param <T> the type of the item
	 */
	private record Arrived<T>(@Nullable T item, int length, @Nullable Throwable failure) {
	}

}
