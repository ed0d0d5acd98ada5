package io.tino.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.netty.util.concurrent.FastThreadLocal;

/**
 * Lets connections of one event loop answer behind each other that are read from close
 * behind each other. To send wakes the other end, which takes the system longer than the
 * sending: one that gets the answers of several connections in a row is awake for all but
 * the first. Confined to the event loop.
 */
final class ReadCompletions {

	/** With more of them the other end would have nothing to do for too long. */
	static final int MAX_WAITING = 8;

	/**
	 * No connection waits for longer on behalf of others, but for what the last of them
	 * does; nor does it wait if nothing was read for so long.
	 */
	static final long MAX_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

	private static final FastThreadLocal<ReadCompletions> OF_THREAD = new FastThreadLocal<>();

	private final TransportLoop loop;

	private final LongSupplier nanoTime;

	private final List<Connection> waiting = new ArrayList<>(MAX_WAITING);

	private long firstNanos;

	private long lastNanos;

	/** How often something has been read. */
	private long reads;

	private boolean scheduled;

	ReadCompletions(TransportLoop loop, LongSupplier nanoTime) {
		this.loop = loop;
		this.nanoTime = nanoTime;
		this.lastNanos = nanoTime.getAsLong() - MAX_NANOS;
	}

	/** Return those of an event loop, which this thread is. */
	static ReadCompletions ofThisThread(TransportLoop loop) {
		ReadCompletions current = OF_THREAD.get();
		if (current == null) {
			current = new ReadCompletions(loop, System::nanoTime);
			OF_THREAD.set(current);
		}
		return current;
	}

	/**
	 * Add a connection.
	 * @param answer answers what has been read from it
	 * @param failed is given what that throws, which concerns no other connection
	 * @return the connection
	 */
	Connection connection(Runnable answer, Consumer<Throwable> failed) {
		return new Connection(answer, failed);
	}

	private void answerSoon(Connection connection) {
		long now = this.nanoTime.getAsLong();
		boolean alone = connection.lastRead == this.reads || now - this.lastNanos >= MAX_NANOS;
		this.lastNanos = now;
		this.reads++;
		connection.lastRead = this.reads;
		if (alone && this.waiting.isEmpty()) {
			connection.answer();
			return;
		}
		if (this.waiting.isEmpty()) {
			this.firstNanos = now;
		}
		this.waiting.add(connection);
		connection.isWaiting = true;
		if (this.waiting.size() == MAX_WAITING || now - this.firstNanos >= MAX_NANOS || !schedule()) {
			answerAll();
		}
	}

	/** What an event loop runs comes after all that it reads in the same round. */
	private boolean schedule() {
		if (!this.scheduled) {
			this.scheduled = this.loop.execute(this::roundEnded);
		}
		return this.scheduled;
	}

	private void roundEnded() {
		this.scheduled = false;
		answerAll();
	}

	/** There may be more of them while they answer. */
	private void answerAll() {
		for (int index = 0; index < this.waiting.size(); index++) {
			Connection connection = this.waiting.get(index);
			connection.isWaiting = false;
			connection.answer();
		}
		this.waiting.clear();
	}

	/**
	 * A connection that answers what it has been sent.
	 */
	final class Connection {

		private final Runnable answer;

		private final Consumer<Throwable> failed;

		/** Which of all reads was the last one from here. */
		private long lastRead = -1;

		private boolean isWaiting;

		private Connection(Runnable answer, Consumer<Throwable> failed) {
			this.answer = answer;
			this.failed = failed;
		}

		/** Answer what has been read, now or in this round of the event loop. */
		void readCompleted() {
			if (!this.isWaiting) {
				answerSoon(this);
			}
		}

		private void answer() {
			try {
				this.answer.run();
			}
			catch (Throwable ex) {
				this.failed.accept(ex);
			}
		}

	}

}
