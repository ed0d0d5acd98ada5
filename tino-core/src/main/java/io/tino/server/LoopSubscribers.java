package io.tino.server;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.transport.TransportLoop;

/**
 * The connections of one event loop that have subscribed to something. One task on that
 * loop takes a message to all of them. Confined to the event loop, but for
 * {@link #post(ChannelMessage)}.
 */
final class LoopSubscribers {

	private static final Logger logger = LoggerFactory.getLogger(LoopSubscribers.class);

	private final TransportLoop loop;

	private final Runnable whenEmpty;

	private final Map<String, Set<ServerSession>> channels = new HashMap<>();

	private final Map<GlobPattern, Set<ServerSession>> patterns = new HashMap<>();

	/** In the order in which they were published. */
	private final Queue<ChannelMessage> messages = new ConcurrentLinkedQueue<>();

	LoopSubscribers(TransportLoop loop, Runnable whenEmpty) {
		this.loop = loop;
		this.whenEmpty = whenEmpty;
	}

	/**
	 * Deliver a message, behind those that were posted before. Called on any thread.
	 */
	void post(ChannelMessage message) {
		message.retain();
		this.messages.add(message);
		if (this.loop.inEventLoop()) {
			deliver();
		}
		else if (!this.loop.execute(this::deliver)) {
			drop();
		}
	}

	/** The event loop has ended, and nobody else delivers. */
	private void drop() {
		for (ChannelMessage message = this.messages.poll(); message != null; message = this.messages.poll()) {
			message.release();
		}
	}

	/** Deliver what has been posted. */
	void deliver() {
		for (ChannelMessage message = this.messages.poll(); message != null; message = this.messages.poll()) {
			try {
				deliver(message);
			}
			catch (Throwable ex) { // as for lack of memory
				logger.error("A message cannot be delivered", ex);
			}
			finally {
				message.release();
			}
		}
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
