package io.tino.spring.listener;

import java.nio.ByteBuffer;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.client.TinoMessage;
import io.tino.client.TinoTopics;
import io.tino.command.ErrorCode;
import io.tino.payload.MalformedPayloadException;
import io.tino.payload.MismatchedPayloadException;
import io.tino.payload.PayloadException;

/**
 * A method that takes messages, and all that it needs for that: decodes a message,
 * validates it and invokes the method, on the thread that it is called on.
 *
 * @param id what it is called
 * @param topics where the messages come from
 * @param method the method
 * @param arguments its parameters
 * @param validation validates messages, or {@code null} if there are no constraints
 */
record MessageListener(String id, TinoTopics topics, ListenerMethod method, ListenerArguments arguments,
		@Nullable ListenerValidation validation) {

	private static final Logger logger = LoggerFactory.getLogger(MessageListener.class);

	/**
	 * Handle a message. What is wrong with it, or with the method, is logged, but nothing
	 * of what the message contains.
	 * @param message the message
	 * @return why it has failed, or {@code null} if it has not
	 */
	@Nullable ErrorCode handle(TinoMessage<ByteBuffer> message) {
		try {
			Object[] values = this.arguments.resolve(message);
			String broken = (this.validation != null) ? this.validation.validate(values) : null;
			if (broken != null) {
				throw new MismatchedPayloadException(List.of(), broken, "value_error");
			}
			return invoke(message, values);
		}
		catch (PayloadException ex) {
			logger.warn("Listener {} drops a message of channel {}: {}", this.id, message.channel(), ex.getMessage());
			return (ex instanceof MalformedPayloadException) ? ErrorCode.INVALID_MSGPACK : ErrorCode.VALIDATION_ERROR;
		}
		catch (Throwable ex) { // the next message goes on
			return fail(message, ex);
		}
	}

	private @Nullable ErrorCode invoke(TinoMessage<ByteBuffer> message, @Nullable Object[] values) {
		try {
			this.method.invoke(values);
			return null;
		}
		catch (Throwable ex) {
			return fail(message, ex);
		}
	}

	private ErrorCode fail(TinoMessage<ByteBuffer> message, Throwable failure) {
		logger.error("Listener {} has failed on a message of channel {}", this.id, message.channel(), failure);
		return ErrorCode.UNEXPECTED_ERROR;
	}

}
