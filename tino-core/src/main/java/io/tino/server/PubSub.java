package io.tino.server;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import io.tino.payload.PayloadFormat;
import io.tino.transport.TransportLoop;

/**
 * Takes messages to all connections that have subscribed to their channel, by its name or
 * by a pattern. Delivery is at most once: a message goes to those who have subscribed at
 * that time, and a connection that is closed, or does not read, loses it. Thread-safe.
 * <p>
 * What one thread publishes arrives in that order. An instance may be given to several
 * servers, which then share their channels.
 *
 * @since 0.1.0
 * @see <a href="https://redis.io/docs/latest/develop/interact/pubsub/">Pub/sub in
 * Redis</a>
 */
public final class PubSub {

	/** How often each channel, and each pattern, is subscribed to. */
	private final Map<String, Integer> channels = new ConcurrentHashMap<>();

	private final Map<GlobPattern, Integer> patterns = new ConcurrentHashMap<>();

	/** Those event loops that have a connection that has subscribed to something. */
	private final Map<TransportLoop, LoopSubscribers> loops = new ConcurrentHashMap<>();

	/**
	 * Create an instance without subscribers.
	 */
	public PubSub() {
		// They come by themselves
	}

	/**
	 * Publish bytes as they are. Does not block.
	 * @param channel the channel's name, encoded as UTF-8
	 * @param payload the bytes
	 * @return how many times the message is delivered: once for each subscription
	 */
	public long publish(String channel, byte[] payload) {
		return publish(ChannelName.of(channel), Unpooled.wrappedBuffer(payload));
	}

	/**
	 * Publish a payload in the format that each connection has chosen. Does not block.
	 * @param channel the channel's name, encoded as UTF-8
	 * @param payload writes the payload. In MessagePack it is written by this thread, and
	 * what it throws is thrown by this method; other formats follow when a connection
	 * needs them
	 * @return how many times the message is delivered: once for each subscription
	 */
	public long publish(String channel, Payload payload) {
		ChannelMessage message = ChannelMessage.of(ChannelName.of(channel), payload);
		try {
			message.payload(PayloadFormat.MSGPACK);
			long receivers = receivers(message.channel());
			if (receivers > 0) {
				post(message);
			}
			return receivers;
		}
		finally {
			message.release();
		}
	}

	/**
	 * Publish bytes as they are, which are copied only if somebody is to get them.
	 * @param channel the {@linkplain ChannelName name} of the channel
	 * @param payload the bytes, which stay the caller's
	 * @return how many times the message is delivered
	 */
	long publish(String channel, ByteBuf payload) {
		long receivers = receivers(channel);
		if (receivers > 0) {
			ChannelMessage message = ChannelMessage.of(channel, payload);
			try {
				post(message);
			}
			finally {
				message.release();
			}
		}
		return receivers;
	}

	private void post(ChannelMessage message) {
		this.loops.values().forEach((loop) -> loop.post(message));
	}

	/** Return how many times a message to a channel would be delivered. */
	long receivers(String channel) {
		long count = subscribers(channel);
		for (Map.Entry<GlobPattern, Integer> entry : this.patterns.entrySet()) {
			if (entry.getKey().matches(channel)) {
				count += entry.getValue();
			}
		}
		return count;
	}

	/** Return how many connections have subscribed to a channel by its name. */
	int subscribers(String channel) {
		return this.channels.getOrDefault(channel, 0);
	}

	/** Return the channels that somebody has subscribed to by their names. */
	List<String> channels() {
		return List.copyOf(this.channels.keySet());
	}

	int channelCount() {
		return this.channels.size();
	}

	/** Return how many patterns somebody has subscribed to. */
	int patterns() {
		return this.patterns.size();
	}

	void subscribe(ServerSession session, String channel) {
		this.channels.merge(channel, 1, Integer::sum);
		loop(session).add(session, channel);
	}

	void unsubscribe(ServerSession session, String channel) {
		this.channels.computeIfPresent(channel, PubSub::oneLess);
		loop(session).remove(session, channel);
	}

	void subscribe(ServerSession session, GlobPattern pattern) {
		this.patterns.merge(pattern, 1, Integer::sum);
		loop(session).add(session, pattern);
	}

	void unsubscribe(ServerSession session, GlobPattern pattern) {
		this.patterns.computeIfPresent(pattern, PubSub::oneLess);
		loop(session).remove(session, pattern);
	}

	@SuppressWarnings("NullAway")
	private static Integer oneLess(Object key, Integer count) {
		return (count > 1) ? Integer.valueOf(count - 1) : null;
	}

	/** Deliver what has been posted to a session's event loop. */
	void deliver(ServerSession session) {
		loop(session).deliver();
	}

	/**
	 * Do something, at once or when what has been published is not far ahead of what is
	 * delivered, so that messages cannot take all memory. Called on any thread.
	 * @param action what to do, on any thread
	 */
	void whenCaughtUp(Runnable action) {
		for (LoopSubscribers loop : this.loops.values()) {
			if (loop.isBehind()) {
				loop.whenCaughtUp(() -> whenCaughtUp(action));
				return;
			}
		}
		action.run();
	}

	/** Tell whether publishers have to wait. */
	boolean isBehind() {
		for (LoopSubscribers loop : this.loops.values()) {
			if (loop.isBehind()) {
				return true;
			}
		}
		return false;
	}

	/** An event loop that nobody is left on is forgotten by the last one that goes. */
	private LoopSubscribers loop(ServerSession session) {
		return this.loops.computeIfAbsent(session.transport().loop(),
				(loop) -> new LoopSubscribers(loop, () -> this.loops.remove(loop)));
	}

	/**
	 * What a message carries.
	 */
	@FunctionalInterface
	public interface Payload {

		/**
		 * Write the payload. Called once for each format that a connection wants, one at
		 * a time, on any thread.
		 * @param format the format
		 * @param out where the bytes are appended
		 */
		void write(PayloadFormat format, ByteBuf out);

	}

}
