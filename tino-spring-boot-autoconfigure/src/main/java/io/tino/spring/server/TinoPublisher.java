package io.tino.spring.server;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import io.tino.payload.PayloadCodecs;
import io.tino.payload.UnsupportedPayloadException;
import io.tino.server.PubSub;

/**
 * Publishes messages to those who have subscribed to a channel of this application's
 * server. Messages are delivered at once, and so whether or not a transaction in which
 * they are published is committed. Thread-safe.
 *
 * @since 0.1.0
 */
public final class TinoPublisher {

	private final PubSub pubSub;

	private final PayloadCodecs codecs;

	/**
	 * Create a publisher.
	 * @param pubSub the channels of the server
	 * @param codecs encode payloads
	 */
	public TinoPublisher(PubSub pubSub, PayloadCodecs codecs) {
		Assert.notNull(pubSub, "'pubSub' must not be null");
		Assert.notNull(codecs, "'codecs' must not be null");
		this.pubSub = pubSub;
		this.codecs = codecs;
	}

	/**
	 * Publish a message. Does not block. It is encoded once for all connections of a
	 * format, MessagePack or the one that they have chosen by {@code TINO.FORMAT}. It
	 * must not be changed after that.
	 * @param channel the channel's name
	 * @param payload what the message carries, encoded as a result of a command is; may
	 * be {@code null}
	 * @return how many times the message is delivered: once for each subscription
	 * @throws UnsupportedPayloadException if the payload cannot be encoded
	 */
	public long publish(String channel, @Nullable Object payload) {
		Assert.notNull(channel, "'channel' must not be null");
		return this.pubSub.publish(channel, (format, out) -> this.codecs.get(format).write(payload, out));
	}

}
