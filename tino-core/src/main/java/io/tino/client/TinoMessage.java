package io.tino.client;

import org.jspecify.annotations.Nullable;

/**
 * A message that has been published to a channel.
 *
 * @param channel the channel
 * @param pattern the pattern that the channel matches, or {@code null} if the channel
 * itself was subscribed to
 * @param payload what was published, {@code null} if that is a null
 * @param <T> the type of the payload
 * @since 0.1.0
 */
public record TinoMessage<T extends @Nullable Object>(String channel, @Nullable String pattern, T payload) {

	/**
	 * Make a message that differs in its payload.
	 * @param payload the payload
	 * @param <S> the type of the payload
	 * @return the message
	 */
	public <S extends @Nullable Object> TinoMessage<S> withPayload(S payload) {
		return new TinoMessage<>(this.channel, this.pattern, payload);
	}

	/**
	 * Say where the message comes from, and not what it is, which may be confidential.
	 */
	@Override
	public String toString() {
		return "TinoMessage[channel=" + this.channel + ", pattern=" + this.pattern + "]";
	}

}
