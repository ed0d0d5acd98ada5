package io.tino.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import io.tino.command.ErrorCode;
import io.tino.payload.PayloadCodec;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

/**
 * The stream that a call takes: asks for as many items as the server takes, encodes them
 * on the thread that brings them, and sends them.
 * <p>
 * Confined to the event loop of the call, but for the methods that say otherwise.
 */
final class SentItems implements Flow.Subscriber<Object> {

	/** As many bytes as most items have at most. */
	private static final int ITEM_CAPACITY = 128;

	private static final int EXPECTED_LENGTH = 16;

	private final ClientCall<?> call;

	private final Flow.Publisher<?> items;

	private final PayloadCodec codec;

	/** What has come and has not been sent: items, and behind them the end. */
	private final Queue<Event> arrived = new ConcurrentLinkedQueue<>();

	/** Whether the event loop will look at what has come. */
	private final AtomicBoolean proceeding = new AtomicBoolean();

	/** Written when the items are subscribed to. */
	private volatile Flow.@Nullable Subscription subscription;

	/** Why there are no more items. Written by those who bring them. */
	private volatile @Nullable Throwable failure;

	/** Whether the call is over. */
	private volatile boolean over;

	/** The streams of the connection, {@code null} before the call is sent. */
	private @Nullable ClientStreams streams;

	private long id;

	/** How many items the server takes that have not been asked for. */
	private long credit;

	/** How many items are asked for that have not been sent. */
	private int requested;

	/** How long the next items are at most, as far as the last ones tell. */
	private int expectedLength;

	/** Whether items are being asked for, of which some may come before that returns. */
	private boolean asking;

	private boolean ended;

	/**
	 * Create a stream that is not subscribed to yet.
	 * @param call the call that takes it
	 * @param items the items
	 * @param codec encodes them
	 */
	SentItems(ClientCall<?> call, Flow.Publisher<?> items, PayloadCodec codec) {
		this.call = call;
		this.items = items;
		this.codec = codec;
	}

	/** Begin, when the call has been submitted. Called on any thread. */
	void subscribe() {
		try {
			this.items.subscribe(this);
		}
		catch (Throwable ex) { // which no publisher may do
			onError(ex);
		}
		this.call.reply().whenComplete((reply, failure) -> close());
	}

	/** Return what the items have failed with, {@code null} if they have not. */
	@Nullable Throwable failure() {
		return this.failure;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		if (this.subscription != null) {
			subscription.cancel();
			return;
		}
		this.subscription = subscription;
		if (this.over) {
			subscription.cancel();
			return;
		}
		proceedLater();
	}

	@Override
	public void onNext(Object item) {
		if (this.over || this.failure != null) {
			return;
		}
		try {
			arrived(encode(item));
		}
		catch (Throwable ex) { // an item that cannot be encoded
			cancelSource();
			onError(ex);
		}
	}

	private Item encode(Object item) {
		ByteBuf bytes = ByteBufAllocator.DEFAULT.buffer(ITEM_CAPACITY);
		try {
			RespWriter writer = new RespWriter(bytes, RespVersion.RESP2);
			int mark = writer.beginBulk(EXPECTED_LENGTH);
			int start = bytes.writerIndex();
			this.codec.write(item, bytes);
			int length = bytes.writerIndex() - start;
			writer.endBulk(mark, EXPECTED_LENGTH);
			return new Item(bytes, length);
		}
		catch (Throwable ex) {
			bytes.release();
			throw ex;
		}
	}

	@Override
	public void onError(Throwable failure) {
		if (this.failure == null) {
			this.failure = failure;
			arrived(new End(errorOf(failure)));
		}
	}

	private static String errorOf(Throwable failure) {
		String code = (failure instanceof TinoException tino) ? tino.code() : ErrorCode.UNEXPECTED_ERROR.name();
		return code + " " + failure.getClass().getSimpleName();
	}

	@Override
	public void onComplete() {
		if (this.failure == null) {
			arrived(new End(null));
		}
	}

	private void arrived(Event event) {
		this.arrived.add(event);
		if (this.over) {
			dropArrived();
		}
		else {
			proceedLater();
		}
	}

	private void proceedLater() {
		CallQueue queue = this.call.queue();
		boolean lookedAtAnyway = queue.inEventLoop() && this.asking;
		if (!lookedAtAnyway && this.proceeding.compareAndSet(false, true)) {
			queue.proceed(this.call);
		}
	}

	/** The call has been sent. */
	void sent(@Nullable ClientStreams streams, long id) {
		this.streams = streams;
		this.id = id;
		proceedLater();
	}

	/** The call has not run, and will be sent again. */
	void unsent() {
		this.streams = null;
		this.ended = false;
	}

	/** The server takes more items. */
	void credit(long count) {
		this.credit += count;
		proceed();
	}

	/** Send and ask for what can be. */
	void proceed() {
		this.proceeding.set(false);
		ClientStreams current = this.streams;
		if (current == null) {
			return;
		}
		if (this.over) {
			current.forget(this);
			return;
		}
		do {
			send(current);
		}
		while (ask(current));
		current.flush();
	}

	private void send(ClientStreams current) {
		for (Event next = this.arrived.peek(); next != null && !this.ended; next = this.arrived.peek()) {
			if (next instanceof End end) {
				this.ended = true; // and left there, in case the call is sent again
				current.end(this.id, end.error());
				return;
			}
			if (!current.isOpen()) {
				current.await(this);
				return;
			}
			if (this.arrived.poll() instanceof Item item) {
				send(item, current);
			}
		}
	}

	private void send(Item item, ClientStreams current) {
		if (this.requested == 0) {
			item.bytes().release();
			cancelSource();
			onError(new IllegalStateException("More items have come than were asked for"));
			return;
		}
		this.requested--;
		this.expectedLength = Math.max(item.length(), this.expectedLength - this.expectedLength / 16);
		current.send(this.id, item.bytes(), item.length());
	}

	/** Ask for more items, and tell whether some have come. */
	private boolean ask(ClientStreams current) {
		Flow.Subscription source = this.subscription;
		if (source == null || this.ended || this.credit == 0 || !this.arrived.isEmpty()) {
			return false;
		}
		if (!current.isOpen()) {
			current.await(this);
			return false;
		}
		int batch = (this.expectedLength == 0) ? 1 : current.batch(this.expectedLength);
		if (this.requested > batch / 2) {
			return false;
		}
		int count = (int) Math.min(this.credit, batch - this.requested);
		this.credit -= count;
		this.requested += count;
		request(source, count);
		return !this.arrived.isEmpty();
	}

	private void request(Flow.Subscription source, int count) {
		this.asking = true;
		try {
			source.request(count);
		}
		catch (Throwable ex) { // which no publisher may do, but the connection goes on
			onError(ex);
		}
		finally {
			this.asking = false;
		}
	}

	/** The call is over. Called on any thread. */
	private void close() {
		this.over = true;
		cancelSource();
		dropArrived();
		this.call.queue().proceed(this.call);
	}

	private void cancelSource() {
		Flow.Subscription source = this.subscription;
		if (source != null) {
			source.cancel();
		}
	}

	private void dropArrived() {
		for (Event next = this.arrived.poll(); next != null; next = this.arrived.poll()) {
			if (next instanceof Item item) {
				item.bytes().release();
			}
		}
	}

	/** What a publisher brings. */
	private sealed interface Event {

	}

	/**
	 * An encoded item.
	 *
	 * @param bytes the item, as a bulk string
	 * @param length how many bytes of it count
	 */
	private record Item(ByteBuf bytes, int length) implements Event {
	}

	/**
	 * The end.
	 *
	 * @param error what the items have failed with, or {@code null}
	 */
	private record End(@Nullable String error) implements Event {
	}

}
