package io.tino.server;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.tino.command.Call.Reply;
import io.tino.command.CommandException;
import io.tino.command.ErrorCode;
import io.tino.command.Execution;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

/**
 * A call whose stream is read by {@code ITER} and {@code NEXT}: it goes on while one of
 * them waits for items.
 * <p>
 * Confined to the event loop of the connection, but for the methods that say otherwise.
 */
final class Cursor implements CallCompletion, ItemReceiver {

	/** An answer ends when it has become this long. */
	private static final int MAX_BYTES = 1 << 20;

	private static final String END = "0";

	private final ServerSession session;

	private final long id;

	/** How items are written that nobody has asked for yet. */
	private final RespVersion version;

	private final BatchSize batchSize = new BatchSize();

	private @Nullable ServerCall call;

	private @Nullable ItemStream<?> items;

	/** The call that waits for items. */
	private @Nullable ServerCall waiting;

	/** How many it waits for. */
	private int wanted;

	private final List<StreamItem> collected = new ArrayList<>();

	private int collectedBytes;

	/** What the call has failed with, if nobody has been told. */
	private @Nullable CommandException failure;

	private long idleSinceNanos;

	private boolean proceeding;

	private boolean proceedAgain;

	Cursor(ServerSession session, long id) {
		this.session = session;
		this.id = id;
		this.version = session.connection().version();
	}

	long id() {
		return this.id;
	}

	/** Call the command, and answer with its first items. */
	void begin(ServerCall iter, CallHead target, int count) {
		ServerContext context = this.session.context();
		ServerCall current = new ServerCall(this.session, this, target, iter.request().copy(),
				context.nanoTime().getAsLong());
		current.adopt();
		this.call = current;
		this.waiting = iter;
		this.wanted = count;
		context.listener().callStarted(current.command());
		if (current.execution() == Execution.EVENT_LOOP) {
			current.run();
		}
		else if (!context.submit(current)) {
			current.fail(ServerContext.NO_WORKER);
		}
	}

	/** Answer a call with more items. */
	void next(ServerCall next, int count) {
		if (this.session.connection().version() != this.version) {
			throw BuiltInCommand.error("cursor was opened in RESP" + this.version.number());
		}
		this.waiting = next;
		this.wanted = count;
		proceed();
	}

	/** Return for how long nobody has asked for items, or null if somebody waits. */
	@Nullable Long idleNanos() {
		return (this.waiting != null) ? null : this.session.context().nanoTime().getAsLong() - this.idleSinceNanos;
	}

	@Override
	public RespVersion version() {
		return this.version;
	}

	@Override
	public void begin(RespWriter writer) {
		// An item is an element of the answer
	}

	@Override
	public ItemReceiver receiver(ServerCall call) {
		return this;
	}

	@Override
	public void arrived(ItemStream<?> current) {
		this.items = current;
		if (this.call != null && !this.call.isOver()) {
			this.call.over(); // its arguments have been read
		}
		proceed();
	}

	/** Take items until there are enough. They may come while they are asked for. */
	private void proceed() {
		this.proceedAgain = true;
		if (this.proceeding) {
			return;
		}
		this.proceeding = true;
		while (this.proceedAgain) {
			this.proceedAgain = false;
			if (this.waiting != null) {
				proceed(this.waiting);
			}
		}
		this.proceeding = false;
	}

	private void proceed(ServerCall current) {
		ItemStream<?> stream = this.items;
		if (stream != null) {
			collect(stream);
			if (stream.isDone()) {
				end(stream);
			}
		}
		if (stream == null || stream.isDone() || isEnough()) {
			answer(current, stream == null || stream.isDone());
		}
		else if (stream.isOpen() && stream.requested() == 0) {
			int batch = this.batchSize.within(MAX_BYTES - this.collectedBytes);
			stream.request(Math.min(batch, this.wanted - this.collected.size()));
		}
	}

	private void collect(ItemStream<?> stream) {
		for (StreamItem item = next(stream); item != null; item = next(stream)) {
			this.collected.add(item);
			this.collectedBytes += item.bytes().readableBytes();
			this.batchSize.came(item.length());
		}
	}

	private @Nullable StreamItem next(ItemStream<?> stream) {
		return isEnough() ? null : stream.poll();
	}

	private boolean isEnough() {
		return this.collected.size() >= this.wanted || this.collectedBytes >= MAX_BYTES;
	}

	private void end(ItemStream<?> stream) {
		ServerCall current = this.call;
		if (current == null || !current.answer()) {
			return; // it has ended before
		}
		Throwable cause = stream.failure();
		this.failure = (cause != null) ? current.resolve(cause) : null;
		finish(current, this.failure);
	}

	/** Answer with what there is. An error comes behind the items. */
	private void answer(ServerCall current, boolean ended) {
		CommandException error = this.failure;
		boolean last = ended && (error == null || this.collected.isEmpty());
		this.waiting = null;
		if (last) {
			this.session.cursors().close(this);
		}
		else {
			this.idleSinceNanos = this.session.context().nanoTime().getAsLong();
			this.session.cursors().idle();
		}
		if (last && error != null) {
			current.fail(error);
			return;
		}
		List<StreamItem> answered = List.copyOf(this.collected);
		this.collected.clear();
		this.collectedBytes = 0;
		try {
			current.reply(reply(last ? END : Long.toString(this.id), answered));
		}
		finally {
			answered.forEach((item) -> item.bytes().release());
		}
	}

	private static Reply reply(String cursor, List<StreamItem> items) {
		return (writer) -> {
			writer.array(2);
			writer.bulk(cursor);
			writer.array(items.size());
			items.forEach((item) -> writer.buffer()
				.writeBytes(item.bytes(), item.bytes().readerIndex(), item.bytes().readableBytes()));
		};
	}

	/** End it, and the call. Whoever waits is told why. */
	void stop(String reason) {
		this.session.cursors().close(this);
		this.collected.forEach((item) -> item.bytes().release());
		this.collected.clear();
		ServerCall current = this.call;
		if (current != null) {
			current.cancel(ErrorCode.CANCELLED.name());
		}
		ServerCall told = this.waiting;
		if (told != null) {
			this.waiting = null;
			told.fail(new CommandException(ErrorCode.CANCELLED, reason));
		}
	}

	/** The command has failed before it had a stream. Called on any thread. */
	@Override
	public void complete(ServerCall current, @Nullable Reply reply, @Nullable Throwable cause) {
		CommandException error = current.resolve(cause);
		execute(() -> {
			finish(current, error);
			this.failure = error;
			ServerCall told = this.waiting;
			if (told != null) {
				answer(told, true);
			}
		});
	}

	@Override
	public void stopped() {
		ServerCall current = this.call;
		if (current != null) {
			dropped(current);
		}
	}

	@Override
	public void dropped(ServerCall current) {
		execute(() -> finish(current, null));
	}

	private void execute(Runnable task) {
		if (this.session.transport().inEventLoop() || !this.session.transport().execute(task)) {
			task.run();
		}
	}

	private void finish(ServerCall current, @Nullable CommandException error) {
		this.call = null;
		if (error != null) {
			current.errorCode(error.code());
		}
		if (!current.isOver()) {
			current.over();
		}
		ServerContext context = this.session.context();
		context.listener()
			.callCompleted(current.command(), current.errorCode(),
					context.nanoTime().getAsLong() - current.startNanos(), true);
		this.session.cursors().ended();
	}

}
