package io.tino.server;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.command.CommandException;
import io.tino.command.ErrorCode;
import io.tino.payload.PayloadReader;

/**
 * The stream that a call takes, for one subscriber that does not block.
 *
 * @param <T> the type of the items
 */
final class PublishedItems<T> implements Flow.Publisher<T>, Flow.Subscription, InboundStream.Consumer {

	private static final Logger logger = LoggerFactory.getLogger(PublishedItems.class);

	private final InboundStream stream;

	private final PayloadReader<T> reader;

	private final AtomicBoolean subscribed = new AtomicBoolean();

	/** Set before anything comes. */
	private volatile Flow.@Nullable Subscriber<? super T> subscriber;

	/** Belongs to the event loop. */
	private boolean over;

	PublishedItems(InboundStream stream, PayloadReader<T> reader) {
		this.stream = stream;
		this.reader = reader;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super T> added) {
		if (!this.subscribed.compareAndSet(false, true)) {
			added.onSubscribe(new NoItems());
			added.onError(new IllegalStateException("The stream of a call has one subscriber"));
			return;
		}
		this.subscriber = added;
		added.onSubscribe(this);
		this.stream.execute(() -> this.stream.attach(this));
	}

	@Override
	public void request(long count) {
		this.stream.execute(() -> {
			if (count <= 0) {
				this.stream.detach();
				ended(new IllegalArgumentException("At least one item must be asked for"));
				return;
			}
			this.stream.request(count);
		});
	}

	@Override
	public void cancel() {
		this.stream.execute(() -> {
			this.over = true;
			this.stream.detach();
		});
	}

	@Override
	public void item(ByteBuf payload) {
		int bytes = payload.readableBytes();
		T item = this.reader.read(payload);
		if (item == null) {
			throw new CommandException(ErrorCode.VALIDATION_ERROR, "an item must not be null");
		}
		Flow.Subscriber<? super T> current = this.subscriber;
		if (current != null && !this.over) {
			current.onNext(item);
		}
		this.stream.taken(bytes);
	}

	@Override
	public void ended(@Nullable Throwable failure) {
		Flow.Subscriber<? super T> current = this.subscriber;
		if (current == null || this.over) {
			return;
		}
		this.over = true;
		try {
			if (failure != null) {
				current.onError(failure);
			}
			else {
				current.onComplete();
			}
		}
		catch (Throwable ex) { // the session goes on
			logger.error("A subscriber of {} has failed", this.stream.call().command().spec().name(), ex);
		}
	}

	/**
	 * What a second subscriber gets.
	 */
	private static final class NoItems implements Flow.Subscription {

		@Override
		public void request(long count) {
			// There is nothing
		}

		@Override
		public void cancel() {
			// There is nothing
		}

	}

}
