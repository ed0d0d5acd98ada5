package io.tino.server;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.command.CloseableIterator;

/**
 * Takes items that may block on workers while they are asked for, a batch at a time, so
 * that a long stream lets other calls have their turn. Thread-safe.
 * <p>
 * Its subscriber is told of the end even after it has cancelled: when the items have been
 * closed.
 *
 * @param <T> the type of the items
 */
final class IteratorSubscription<T extends @Nullable Object> implements Flow.Subscription, Runnable {

	private static final Logger logger = LoggerFactory.getLogger(IteratorSubscription.class);

	/** How long to wait for a worker when none is free, as a stream has begun already. */
	private static final Duration RETRY_DELAY = Duration.ofMillis(10);

	private final ServerCall call;

	private final CloseableIterator<? extends T> items;

	private final Flow.Subscriber<? super T> subscriber;

	private long demand;

	/** Whether a worker has it, or will. */
	private boolean running;

	private boolean cancelled;

	/** Belongs to the worker that has it. */
	private boolean exhausted;

	/** Belongs to the worker that has it. */
	private @Nullable Throwable failure;

	IteratorSubscription(ServerCall call, CloseableIterator<? extends T> items, Flow.Subscriber<? super T> subscriber) {
		this.call = call;
		this.items = items;
		this.subscriber = subscriber;
	}

	@Override
	public void request(long count) {
		synchronized (this) {
			this.demand += count;
			if (this.running) {
				return;
			}
			this.running = true;
		}
		submit();
	}

	@Override
	public void cancel() {
		synchronized (this) {
			this.cancelled = true;
			if (this.running) {
				return;
			}
			this.running = true;
		}
		submit();
	}

	private void submit() {
		try {
			this.call.session().context().workers().execute(this);
		}
		catch (RejectedExecutionException ex) {
			retry();
		}
		catch (Throwable ex) { // as if no thread can be started
			logger.error("The workers have failed to take a stream of {}", this.call.command().spec().name(), ex);
			retry();
		}
	}

	private void retry() {
		if (haveEnded(this.call.session().context().workers())
				|| !this.call.session().transport().schedule(this::submit, RETRY_DELAY)) {
			end(); // the server has ended: better here than never
		}
	}

	/** Workers end before event loops, which drop what is scheduled when they end. */
	private static boolean haveEnded(Executor workers) {
		return (workers instanceof WorkerPool pool && pool.hasEnded())
				|| (workers instanceof ExecutorService service && service.isShutdown());
	}

	@Override
	public void run() {
		this.call.proceed(this::takeBatch);
		if (isOver()) {
			end();
			return;
		}
		synchronized (this) {
			if (this.demand == 0 && !this.cancelled) {
				this.running = false;
				return;
			}
		}
		submit();
	}

	private synchronized boolean isOver() {
		return this.exhausted || this.failure != null || this.cancelled || this.call.isCancelled();
	}

	private synchronized long batch() {
		return this.cancelled ? 0 : this.demand;
	}

	private void takeBatch() {
		long batch = batch();
		try {
			for (long count = 0; count < batch && !isOver(); count++) {
				if (!this.items.hasNext()) {
					this.exhausted = true;
					return;
				}
				T item = this.items.next();
				taken();
				this.subscriber.onNext(item);
			}
		}
		catch (Throwable ex) {
			this.failure = ex;
		}
	}

	private synchronized void taken() {
		this.demand--;
	}

	/** From here on it is left running for good, so that nobody takes anything more. */
	private void end() {
		try {
			this.items.close();
		}
		catch (Throwable ex) {
			logger.error("The items of {} cannot be closed", this.call.command().spec().name(), ex);
		}
		Throwable current = this.failure;
		if (current != null) {
			this.subscriber.onError(current);
		}
		else {
			this.subscriber.onComplete();
		}
	}

}
