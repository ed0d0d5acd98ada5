package io.tino.client;

import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import io.tino.command.CallContext;

/**
 * Takes items that may block on a thread of their own, as many as are requested.
 * Thread-safe.
 *
 * @param <T> the type of the items
 */
final class BlockingSubscription<T> implements Flow.Subscription {

	private final Iterator<? extends T> items;

	/** Whether somebody takes the items, or has. */
	private final AtomicBoolean taken;

	private final Flow.Subscriber<? super T> subscriber;

	/** That of whoever subscribes. */
	private final CallContext context = CallContext.current();

	/** Made by whoever subscribes, whose class loader it has. */
	private final Thread thread;

	private boolean begun;

	private long demand;

	private boolean cancelled;

	BlockingSubscription(Iterator<? extends T> items, AtomicBoolean taken, Flow.Subscriber<? super T> subscriber) {
		this.items = items;
		this.taken = taken;
		this.subscriber = subscriber;
		this.thread = new Thread(this::run, "tino-client-items");
		this.thread.setDaemon(true);
	}

	@Override
	public void request(long count) {
		synchronized (this) {
			this.demand = (count > 0) ? sum(this.demand, count) : -1;
			notifyAll();
			if (this.begun || this.cancelled) {
				return;
			}
			this.begun = true;
		}
		begin();
	}

	/** Add, unless nothing can be wanted any more. */
	private static long sum(long one, long other) {
		long sum = one + other;
		return (one < 0) ? one : (sum < 0) ? Long.MAX_VALUE : sum;
	}

	private void begin() {
		if (!this.taken.compareAndSet(false, true)) {
			this.subscriber.onError(new IllegalStateException("The items of an iterator can be taken only once"));
			return;
		}
		try {
			this.thread.start();
		}
		catch (Throwable ex) { // as if no thread can be started
			this.subscriber.onError(ex);
		}
	}

	@Override
	public void cancel() {
		synchronized (this) {
			this.cancelled = true;
			notifyAll();
		}
		this.thread.interrupt();
	}

	private void run() {
		this.context.attach();
		Throwable failure = null;
		try {
			take();
		}
		catch (Throwable ex) {
			failure = ex;
		}
		end(failure);
	}

	private void take() throws InterruptedException {
		while (!isCancelled() && this.items.hasNext()) {
			if (!awaitDemand()) {
				return;
			}
			T item = this.items.next();
			this.subscriber.onNext(Objects.requireNonNull(item, "an item must not be null"));
		}
	}

	private synchronized boolean isCancelled() {
		return this.cancelled;
	}

	/** Wait until an item is requested, and tell whether one ever will be. */
	private synchronized boolean awaitDemand() throws InterruptedException {
		while (this.demand == 0 && !this.cancelled) {
			wait();
		}
		if (this.demand < 0) {
			throw new IllegalArgumentException("At least one item must be requested");
		}
		this.demand -= (this.demand != Long.MAX_VALUE) ? 1 : 0;
		return !this.cancelled;
	}

	private void end(@Nullable Throwable failure) {
		if (isCancelled()) {
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
