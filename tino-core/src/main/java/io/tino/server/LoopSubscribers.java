package io.tino.server;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.transport.TransportLoop;

/**
 * The connections of one event loop that have subscribed to something. One task on that
 * loop takes a message to all of them. Confined to the event loop, but for what says
 * otherwise.
 */
final class LoopSubscribers {

	private static final Logger logger = LoggerFactory.getLogger(LoopSubscribers.class);

	/** Publishers wait while more than this is to be delivered. */
	private static final long MAX_WAITING_BYTES = 256 * 1024;

	/** As many messages as are delivered before others have their turn on the loop. */
	private static final int MAX_AT_ONCE = 64;

	private final TransportLoop loop;

	private final Runnable whenEmpty;

	private final Map<String, Set<ServerSession>> channels = new HashMap<>();

	private final Map<GlobPattern, Set<ServerSession>> patterns = new HashMap<>();

	/** In the order in which they were published. */
	private final Queue<ChannelMessage> messages = new ConcurrentLinkedQueue<>();

	/** Those that have published faster than it is delivered. */
	private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

	/** How many bytes have been posted, and how many of them have been delivered. */
	private final AtomicLong postedBytes = new AtomicLong();

	private volatile long deliveredBytes;

	/** Whether the event loop has ended, so that nothing is delivered any more. */
	private volatile boolean ended;

	LoopSubscribers(TransportLoop loop, Runnable whenEmpty) {
		this.loop = loop;
		this.whenEmpty = whenEmpty;
	}

	/**
	 * Deliver a message, behind those that were posted before. Called on any thread.
	 */
	void post(ChannelMessage message) {
		message.retain();
		this.postedBytes.addAndGet(message.bytes());
		this.messages.add(message);
		if (this.loop.inEventLoop()) {
			deliver();
		}
		else if (!this.loop.execute(this::deliverSome)) {
			drop();
		}
	}

	/** Tell whether publishers have to wait. Called on any thread. */
	boolean isBehind() {
		return !this.ended && this.postedBytes.get() - this.deliveredBytes > MAX_WAITING_BYTES;
	}

	/**
	 * Do something when this is not behind any more. Called on any thread.
	 */
	void whenCaughtUp(Runnable action) {
		this.waiting.add(action);
		if (!this.loop.execute(this::deliverSome)) {
			drop();
		}
	}

	/** The event loop has ended, and nobody else delivers. */
	private void drop() {
		this.ended = true;
		for (ChannelMessage message = this.messages.poll(); message != null; message = this.messages.poll()) {
			message.release();
		}
		letGoOn();
	}

	/** Every message is posted with such a task, so that together they deliver all. */
	private void deliverSome() {
		for (int left = MAX_AT_ONCE; left > 0 && deliverNext(); left--) {
			// There may be more
		}
		if (!isBehind()) {
			letGoOn();
		}
	}

	/** Deliver what has been posted by now. */
	void deliver() {
		long posted = this.postedBytes.get();
		while (this.deliveredBytes < posted && deliverNext()) {
			// What others post meanwhile has its own tasks
		}
	}

	private void letGoOn() {
		for (Runnable action = this.waiting.poll(); action != null; action = this.waiting.poll()) {
			action.run();
		}
	}

	private boolean deliverNext() {
		ChannelMessage message = this.messages.poll();
		if (message == null) {
			return false;
		}
		try {
			deliver(message);
		}
		catch (Throwable ex) { // as a payload that cannot be written in JSON
			logger.error("A message cannot be delivered", ex);
		}
		finally {
			delivered(message.bytes());
			message.release();
		}
		return true;
	}

	@SuppressWarnings("NonAtomicOperationOnVolatileField") // nobody else writes it
	private void delivered(long bytes) {
		this.deliveredBytes += bytes;
	}

	private void deliver(ChannelMessage message) {
		deliver(message, null, this.channels.getOrDefault(message.channel(), Set.of()));
		this.patterns.forEach((pattern, sessions) -> {
			if (pattern.matches(message.channel())) {
				deliver(message, pattern.glob(), sessions);
			}
		});
	}

	private static void deliver(ChannelMessage message, @Nullable String pattern, Collection<ServerSession> sessions) {
		for (ServerSession session : List.copyOf(sessions)) {
			ServerConnection connection = session.connection();
			ByteBuf frame = message.frame(pattern, connection.version(), connection.format());
			if (frame != null) {
				deliver(frame, session);
			}
		}
	}

	/** A session that fails must not keep the message from the others. */
	private static void deliver(ByteBuf frame, ServerSession session) {
		try {
			session.deliver(frame);
		}
		catch (Throwable ex) {
			session.abort(ex);
		}
	}

	void add(ServerSession session, String channel) {
		this.channels.computeIfAbsent(channel, (key) -> new LinkedHashSet<>()).add(session);
	}

	void add(ServerSession session, GlobPattern pattern) {
		this.patterns.computeIfAbsent(pattern, (key) -> new LinkedHashSet<>()).add(session);
	}

	void remove(ServerSession session, String channel) {
		remove(this.channels, session, channel);
	}

	void remove(ServerSession session, GlobPattern pattern) {
		remove(this.patterns, session, pattern);
	}

	private <K> void remove(Map<K, Set<ServerSession>> subscribers, ServerSession session, K key) {
		subscribers.computeIfPresent(key, (same, sessions) -> {
			sessions.remove(session);
			return sessions.isEmpty() ? null : sessions;
		});
		if (this.channels.isEmpty() && this.patterns.isEmpty()) {
			this.whenEmpty.run();
		}
	}

}
