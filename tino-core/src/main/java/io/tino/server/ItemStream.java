package io.tino.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.command.Call.Reply;
import io.tino.resp.RespWriter;
import io.tino.transport.TransportConnection;

/**
 * The items that answer a call: encodes them on the thread that brings them, and hands
 * them to the event loop, where whoever takes them asks for more.
 * <p>
 * Confined to the event loop of the connection, but for the methods that say otherwise.
 *
 * @param <T> the type of the items
 */
final class ItemStream<T extends @Nullable Object> implements Flow.Subscriber<T> {

	/** As many bytes as most items have at most. */
	private static final int ITEM_CAPACITY = 128;

	private final ServerCall call;

	private final TransportConnection transport;

	private final Function<? super T, ? extends Reply> replies;

	private final ItemReceiver receiver;

	/** What has come on other threads: subscriptions, items, the end. */
	private final Queue<Object> arrived = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean takeScheduled = new AtomicBoolean();

	/** What is being taken. Belongs to those who bring items, one after another. */
	private volatile Flow.@Nullable Subscription source;

	/** Why an item cannot be encoded. Belongs to those who bring items. */
	private @Nullable Throwable encodingFailure;

	/** Whether a publisher has been subscribed to, and has let its thread go. */
	private volatile boolean published;

	/** Written on the event loop. */
	private volatile boolean cancelled;

	private Flow.@Nullable Subscription subscription;

	/** What has come and has not been taken. */
	private final Deque<StreamItem> waiting = new ArrayDeque<>(0);

	/** How many items are asked for that have not come. */
	private int requested;

	private @Nullable End end;

	private boolean stopped;

	ItemStream(ServerCall call, Function<? super T, ? extends Reply> replies, ItemReceiver receiver) {
		this.call = call;
		this.transport = call.session().transport();
		this.replies = replies;
		this.receiver = receiver;
	}

	/** Subscribe to items. Called on any thread, once. */
	void subscribeTo(Flow.Publisher<? extends T> items) {
		try {
			items.subscribe(this);
		}
		catch (Throwable ex) {
			hand(new End(ex));
		}
		this.published = true;
		if (this.cancelled) {
			cancel(); // if it has no subscription, only this tells that it is over
		}
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		if (this.source != null) {
			subscription.cancel();
			return;
		}
		this.source = subscription;
		hand(subscription);
	}

	@Override
	public void onNext(T item) {
		if (this.cancelled || this.encodingFailure != null) {
			return;
		}
		try {
			hand(encode(item));
		}
		catch (Throwable ex) {
			this.encodingFailure = ex;
			cancelSource(ex);
		}
	}

	private void cancelSource(Throwable failure) {
		Flow.Subscription current = this.source;
		if (current != null) {
			current.cancel();
		}
		if (!(current instanceof IteratorSubscription)) { // which says when it has ended
			hand(new End(failure));
		}
	}

	private StreamItem encode(T item) {
		ByteBuf buffer = this.transport.allocator().buffer(ITEM_CAPACITY);
		try {
			RespWriter writer = new RespWriter(buffer, this.receiver.version());
			this.receiver.begin(writer);
			int start = buffer.writerIndex();
			this.replies.apply(item).write(writer);
			return StreamItem.of(buffer, start);
		}
		catch (Throwable ex) {
			buffer.release();
			throw ex;
		}
	}

	@Override
	public void onError(Throwable failure) {
		hand(new End(failure));
	}

	@Override
	public void onComplete() {
		hand(new End(this.encodingFailure));
	}

	/** Many items may come at once: one task takes them all. */
	private void hand(Object event) {
		this.arrived.add(event);
		if (this.transport.inEventLoop()) {
			take();
		}
		else if (this.takeScheduled.compareAndSet(false, true) && !this.transport.execute(this::take)) {
			take(); // nobody else touches this session any more
		}
	}

	private synchronized void take() {
		this.takeScheduled.set(false);
		try {
			for (Object next = this.arrived.poll(); next != null; next = this.arrived.poll()) {
				accept(next);
			}
			if (!this.cancelled) {
				this.receiver.arrived(this);
			}
		}
		catch (Throwable ex) {
			this.call.session().abort(ex);
		}
	}

	private void accept(Object event) {
		if (event instanceof StreamItem item) {
			accept(item);
		}
		else if (event instanceof Flow.Subscription current) {
			this.subscription = current;
			if (this.cancelled) {
				current.cancel();
				stopIfEnded();
			}
		}
		else if (event instanceof End current) {
			if (this.end == null) {
				this.end = current;
			}
			if (this.cancelled) {
				stopIfEnded();
			}
		}
		else {
			cancelNow();
		}
	}

	private void accept(StreamItem item) {
		if (this.cancelled || this.end != null) {
			item.bytes().release();
			return;
		}
		if (this.requested == 0) {
			item.bytes().release();
			cancelSource(new IllegalStateException("More items have come than were asked for"));
			return;
		}
		this.requested--;
		this.waiting.add(item);
	}

	/**
	 * Drop all items and take no more. Called on any thread.
	 */
	void cancel() {
		if (this.transport.inEventLoop()) {
			cancelNow();
		}
		else {
			hand(Cancel.INSTANCE);
		}
	}

	private void cancelNow() {
		if (this.cancelled) {
			stopIfEnded();
			return;
		}
		this.cancelled = true;
		for (StreamItem item = this.waiting.poll(); item != null; item = this.waiting.poll()) {
			item.bytes().release();
		}
		Flow.Subscription current = this.subscription;
		if (current != null) {
			current.cancel();
		}
		stopIfEnded();
	}

	/**
	 * Iterators are over when their thread has let go of them, others at once, even if
	 * they never say that they have been subscribed to.
	 */
	private void stopIfEnded() {
		boolean ended = this.end != null || this.published
				|| (this.subscription != null && !(this.subscription instanceof IteratorSubscription));
		if (ended && !this.stopped) {
			this.stopped = true;
			this.receiver.stopped();
		}
	}

	/** Take the next item that has come, or null if there is none. */
	@Nullable StreamItem poll() {
		return this.waiting.poll();
	}

	boolean hasWaiting() {
		return !this.waiting.isEmpty();
	}

	/** Return how many items are asked for that have not come. */
	int requested() {
		return this.requested;
	}

	/** Tell whether items can be asked for. */
	boolean isOpen() {
		return this.subscription != null && this.end == null && !this.cancelled;
	}

	/** Ask for more items. Some may come before this returns. */
	void request(int count) {
		Flow.Subscription current = this.subscription;
		if (current != null) {
			this.requested += count;
			try {
				current.request(count);
			}
			catch (Throwable ex) { // which no publisher may do, but the session goes on
				hand(new End(ex));
			}
		}
	}

	/** Tell whether nothing more comes, and everything has been taken. */
	boolean isDone() {
		return this.end != null && this.waiting.isEmpty();
	}

	/** Return why nothing more comes, or null if there is nothing more. */
	@Nullable Throwable failure() {
		return (this.end != null) ? this.end.failure : null;
	}

	/**
	 * The end of the items.
	 *
	 * @param failure what they have failed with, or {@code null}
	 */
	private record End(@Nullable Throwable failure) {
	}

	/**
	 * What is handed to the event loop to cancel there.
	 */
	private enum Cancel {

		INSTANCE

	}

}
