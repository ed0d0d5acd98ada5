package io.tino.client;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The reply to a call. Whoever completes it, an observer is told so once, without the
 * dependent future that {@link #whenComplete} would make for each call. A virtual thread
 * that waits for it is woken together with others.
 *
 * @param <T> the type of the reply
 */
final class CallReply<T extends @Nullable Object> extends CompletableFuture<T> {

	@SuppressWarnings("rawtypes")
	private static final AtomicReferenceFieldUpdater<CallReply, @Nullable BiConsumer> OBSERVER = AtomicReferenceFieldUpdater
		.newUpdater(CallReply.class, BiConsumer.class, "observer");

	@SuppressWarnings("rawtypes")
	private static final AtomicReferenceFieldUpdater<CallReply, @Nullable WaitingCaller> CALLER = AtomicReferenceFieldUpdater
		.newUpdater(CallReply.class, WaitingCaller.class, "caller");

	private final ClientCall<?> call;

	/** The first virtual thread that has waited. */
	private volatile @Nullable WaitingCaller caller;

	private volatile @Nullable BiConsumer<ClientCall<?>, @Nullable Throwable> observer;

	CallReply(ClientCall<?> call) {
		this.call = call;
	}

	/** Have somebody told when the reply is there, or now if it is. */
	void observe(BiConsumer<ClientCall<?>, @Nullable Throwable> observer) {
		this.observer = observer;
		if (isDone()) { // whoever has completed it may have seen nobody to tell
			whenComplete((value, failure) -> tell(failure));
		}
	}

	@Override
	public T get() throws InterruptedException, ExecutionException {
		if (!isDone() && VirtualThreads.isCurrent()) {
			await();
		}
		return super.get();
	}

	private void await() throws InterruptedException {
		WaitingCaller current = new WaitingCaller();
		if (CALLER.compareAndSet(this, null, current)) { // else it waits as others do
			current.await(this);
		}
	}

	/** Complete it as the call is answered: it counts by when whoever waits goes on. */
	void answer(T value) {
		if (!isDone()) {
			tell(null);
			super.complete(value);
			WaitingCaller current = this.caller;
			if (current != null) {
				this.call.wake(current);
			}
		}
	}

	/** Complete it as the call has failed: it counts by when whoever waits goes on. */
	void fail(Throwable failure) {
		if (!isDone()) {
			tell(failure);
			super.completeExceptionally(failure);
			wake();
		}
	}

	private void wake() {
		WaitingCaller current = this.caller;
		if (current != null) {
			current.wake();
		}
	}

	@SuppressWarnings("unchecked")
	private void tell(@Nullable Throwable failure) {
		BiConsumer<ClientCall<?>, @Nullable Throwable> current = OBSERVER.getAndSet(this, null);
		if (current != null) {
			current.accept(this.call, failure);
		}
	}

	private boolean told(boolean first, @Nullable Throwable failure) {
		if (first) {
			wake();
			tell(failure);
		}
		return first;
	}

	@Override
	public boolean complete(T value) {
		return told(super.complete(value), null);
	}

	@Override
	public boolean completeExceptionally(Throwable failure) {
		return told(super.completeExceptionally(failure), failure);
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		return completeExceptionally(new CancellationException()) || isCancelled();
	}

	@Override
	public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
		executor.execute(() -> completeFrom(supplier));
		return this;
	}

	private void completeFrom(Supplier<? extends T> supplier) {
		if (isDone()) {
			return;
		}
		try {
			complete(supplier.get());
		}
		catch (Throwable ex) { // as of any stage
			completeExceptionally(new CompletionException(ex));
		}
	}

	@Override
	public void obtrudeValue(T value) {
		complete(value);
		super.obtrudeValue(value);
	}

	@Override
	public void obtrudeException(Throwable failure) {
		completeExceptionally(failure);
		super.obtrudeException(failure);
	}

}
