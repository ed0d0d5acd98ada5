package io.tino.server;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import io.tino.command.CommandException;
import io.tino.payload.PayloadReader;

/**
 * The stream that a call takes, for one thread that may block.
 *
 * @param <T> the type of the items
 */
final class BlockingItems<T extends @Nullable Object> implements Iterator<T>, InboundStream.Consumer {

	/** After how many items more are asked for. */
	private static final int REFILL = InboundStream.MAX_AHEAD / 4;

	private final InboundStream stream;

	private final PayloadReader<T> reader;

	/** As many items as have been asked for at most, and the end. */
	private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();

	private boolean begun;

	/** The next item, or the end, if it is known. */
	private @Nullable Object next;

	private int takenItems;

	private long takenBytes;

	BlockingItems(InboundStream stream, PayloadReader<T> reader) {
		this.stream = stream;
		this.reader = reader;
	}

	@Override
	public boolean hasNext() {
		Object current = peek();
		if (current instanceof End end && end.failure != null) {
			throw rethrown(end.failure);
		}
		return !(current instanceof End);
	}

	/** Whoever gets it may be another thread than the one that has made it. */
	private static RuntimeException rethrown(Throwable failure) {
		if (failure instanceof CommandException error) {
			return new CommandException(error.code(), error.getMessage());
		}
		CancellationException cancellation = new CancellationException(failure.getMessage());
		cancellation.initCause(failure);
		return cancellation;
	}

	@Override
	@SuppressWarnings("NullAway") // an item may be null if its type says so
	public T next() {
		if (!hasNext()) {
			throw new NoSuchElementException();
		}
		byte[] payload = (byte[]) peek();
		this.next = null;
		this.takenItems++;
		this.takenBytes += payload.length;
		if (this.takenItems >= REFILL) {
			refill();
		}
		return this.reader.read(Unpooled.wrappedBuffer(payload));
	}

	private Object peek() {
		Object current = this.next;
		if (current == null) {
			current = take();
			this.next = current;
		}
		return current;
	}

	private Object take() {
		if (!this.begun) {
			this.begun = true;
			this.stream.execute(() -> this.stream.attach(this));
			this.stream.execute(() -> this.stream.request(InboundStream.MAX_AHEAD));
		}
		Object current = this.queue.poll();
		if (current != null) {
			return current;
		}
		refill();
		try {
			return this.queue.take();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new End(new CancellationException("The wait for an item was interrupted"));
		}
	}

	/** Ask for as many items as have been taken, and give their bytes back. */
	private void refill() {
		int items = this.takenItems;
		long bytes = this.takenBytes;
		if (items == 0) {
			return;
		}
		this.takenItems = 0;
		this.takenBytes = 0;
		this.stream.execute(() -> {
			this.stream.taken(bytes);
			this.stream.request(items);
		});
	}

	@Override
	public void item(ByteBuf payload) {
		this.queue.add(ByteBufUtil.getBytes(payload));
	}

	@Override
	public void ended(@Nullable Throwable failure) {
		this.queue.add(new End(failure));
	}

	/**
	 * The end of the stream.
	 *
	 * @param failure why, or {@code null} if there is nothing more
	 */
	private record End(@Nullable Throwable failure) {
	}

}
