package io.tino.client;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.tino.transport.TransportLoop;

/**
 * Calls that have not been sent, and wait on an event loop until somebody takes them,
 * their time is over or nobody wants them any more. Takes calls from any thread; all else
 * is confined to the event loop.
 */
final class CallQueue implements CallTarget {

	/** Calls that come one after another are not looked through for each of them. */
	static final long EXPIRY_INTERVAL_NANOS = 10_000_000;

	private final PendingCalls pendingCalls;

	private final TransportLoop loop;

	private final Runnable arrived;

	private final Consumer<ClientCall<?>> ended;

	private final DueTimer timer;

	/** Calls on their way to the event loop. */
	private final Queue<ClientCall<?>> submitted = new ConcurrentLinkedQueue<>();

	/** Calls that nobody wants any more, on their way to the event loop. */
	private final Queue<ClientCall<?>> abandoned = new ConcurrentLinkedQueue<>();

	private final AtomicLong arrivals = new AtomicLong();

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private final Runnable task = this::run;

	/** In the order in which they have come. */
	private final Set<ClientCall<?>> waiting = new LinkedHashSet<>();

	private final DeadlineQueue deadlines = new DeadlineQueue();

	/**
	 * Create a queue.
	 * @param context what tells the time, and counts
	 * @param loop the event loop
	 * @param arrived told when calls have come or been given up, once for all that come
	 * at once
	 * @param ended told of each call that ends here; on any thread
	 */
	CallQueue(ClientContext context, TransportLoop loop, Runnable arrived, Consumer<ClientCall<?>> ended) {
		this.pendingCalls = context.pendingCalls();
		this.loop = loop;
		this.arrived = arrived;
		this.ended = ended;
		this.timer = new DueTimer(loop, context.nanoTime(), this::expire);
	}

	@Override
	public void submit(ClientCall<?> call) {
		call.queue(this);
		this.submitted.add(call);
		this.arrivals.incrementAndGet();
		wakeUp();
	}

	/**
	 * Return how many calls have been added so far. Those are there when it is told that
	 * calls have come, or have been taken. Called on any thread.
	 */
	long arrivals() {
		return this.arrivals.get();
	}

	/**
	 * Give up a call that is here, or has been sent from here. Called on any thread.
	 */
	void abandon(ClientCall<?> call) {
		this.abandoned.add(call);
		wakeUp();
	}

	/**
	 * Go on with a call that is here, or has been sent from here. Called on any thread.
	 */
	void proceed(ClientCall<?> call) {
		this.loop.execute(() -> {
			CallQueue current = call.queue();
			if (current != this) {
				current.proceed(call); // it has moved on
			}
			else {
				call.proceed();
			}
		});
	}

	/** Tell whether this is the thread on which calls that are here change. */
	boolean inEventLoop() {
		return this.loop.inEventLoop();
	}

	private void wakeUp() {
		// Many only see that others have woken it: what is there by now will be seen
		if (!this.scheduled.get() && this.scheduled.compareAndSet(false, true)) {
			schedule();
		}
	}

	private void schedule() {
		boolean willRun = false;
		try {
			willRun = this.loop.execute(this.task);
		}
		finally { // starting the thread may fail
			if (!willRun) {
				this.scheduled.set(false);
				this.abandoned.clear();
				failSubmitted();
			}
		}
	}

	private void failSubmitted() {
		for (ClientCall<?> call = this.submitted.poll(); call != null; call = this.submitted.poll()) {
			end(call, ClientConnection.closedFailure());
		}
	}

	private void run() {
		this.scheduled.set(false);
		for (ClientCall<?> call = this.abandoned.poll(); call != null; call = this.abandoned.poll()) {
			giveUp(call);
		}
		this.arrived.run();
		for (ClientCall<?> call = this.submitted.poll(); call != null; call = this.submitted.poll()) {
			this.waiting.add(call);
			this.deadlines.add(call);
			this.timer.due(call.deadlineNanos());
		}
	}

	private void giveUp(ClientCall<?> call) {
		CallQueue current = call.queue();
		SentCalls sent = call.sentAmong();
		if (current != this) {
			current.abandon(call); // it has moved on
		}
		else if (sent != null) {
			sent.giveUp(call, true);
		}
		else if (this.waiting.remove(call)) {
			this.deadlines.remove(call);
			drop(call);
		}
	}

	private @Nullable Long expire(long now) {
		for (ClientCall<?> call = this.deadlines.pollOverdue(now); call != null; call = this.deadlines
			.pollOverdue(now)) {
			this.waiting.remove(call);
			end(call, ClientConnection.timeout(call, false));
		}
		ClientCall<?> next = this.deadlines.peek();
		return (next != null) ? now + Math.max(next.deadlineNanos() - now, EXPIRY_INTERVAL_NANOS) : null;
	}

	/** Tell whether no call waits. */
	boolean isEmpty() {
		return this.waiting.isEmpty() && this.submitted.isEmpty();
	}

	/**
	 * Take the first call that somebody waits for, and still can.
	 * @param now the time
	 * @return the call, or {@code null} if there is none
	 */
	@Nullable ClientCall<?> poll(long now) {
		ClientCall<?> call = next();
		while (call != null && !isWanted(call, now)) {
			letGo(call);
			call = next();
		}
		return call;
	}

	/**
	 * Return the call that is taken next.
	 * @param now the time at which it is
	 * @return the call, or {@code null} if there is none
	 */
	@Nullable ClientCall<?> peek(long now) {
		ClientCall<?> call = first();
		while (call != null && !isWanted(call, now)) {
			next();
			letGo(call);
			call = first();
		}
		return call;
	}

	/** Take the call that {@link #peek} has returned, even if nobody waits for it now. */
	void remove() {
		next();
	}

	private static boolean isWanted(ClientCall<?> call, long now) {
		return !call.isDone() && call.deadlineNanos() - now > 0;
	}

	private void letGo(ClientCall<?> call) {
		if (call.isDone()) {
			drop(call);
		}
		else {
			end(call, ClientConnection.timeout(call, false));
		}
	}

	private @Nullable ClientCall<?> first() {
		return this.waiting.isEmpty() ? this.submitted.peek() : this.waiting.iterator().next();
	}

	/** Take all calls that somebody waits for, and still can. */
	List<ClientCall<?>> takeAll(long now) {
		List<ClientCall<?>> calls = new ArrayList<>();
		for (ClientCall<?> call = poll(now); call != null; call = poll(now)) {
			calls.add(call);
		}
		return calls;
	}

	private @Nullable ClientCall<?> next() {
		if (this.waiting.isEmpty()) {
			return this.submitted.poll();
		}
		Iterator<ClientCall<?>> calls = this.waiting.iterator();
		ClientCall<?> first = calls.next();
		calls.remove();
		this.deadlines.remove(first);
		return first;
	}

	/**
	 * End all calls that wait, but none that are only made when one of them has ended.
	 */
	void fail(Function<ClientCall<?>, TinoException> failure) {
		List<ClientCall<?>> calls = new ArrayList<>();
		for (ClientCall<?> call = next(); call != null; call = next()) {
			calls.add(call);
		}
		calls.forEach((call) -> end(call, failure.apply(call)));
	}

	private void end(ClientCall<?> call, TinoException failure) {
		drop(call);
		call.fail(failure);
	}

	private void drop(ClientCall<?> call) {
		this.pendingCalls.drop(call);
		this.ended.accept(call);
	}

}
