package io.tino.client;

import java.nio.ByteBuffer;

import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.payload.PayloadException;
import io.tino.payload.PayloadReader;

/**
 * Decodes messages for another handler. Those that cannot be decoded are logged, without
 * what they contain, and dropped.
 *
 * @param reader decodes payloads
 * @param handler takes the messages
 * @param <T> the type of the payloads
 */
record DecodingHandler<T>(PayloadReader<T> reader,
		TinoMessageHandler<@Nullable T> handler) implements TinoMessageHandler<ByteBuffer> {

	private static final Logger logger = LoggerFactory.getLogger(DecodingHandler.class);

	@Override
	public void handle(TinoMessage<ByteBuffer> message) {
		T payload;
		try {
			payload = this.reader.read(Unpooled.wrappedBuffer(message.payload()));
		}
		catch (PayloadException ex) {
			logger.warn("A message of channel {} is dropped: {}", message.channel(), ex.getMessage());
			return;
		}
		this.handler.handle(message.withPayload(payload));
	}

	@Override
	public void interrupted(@Nullable Throwable cause) {
		this.handler.interrupted(cause);
	}

	@Override
	public void resubscribed() {
		this.handler.resubscribed();
	}

}
