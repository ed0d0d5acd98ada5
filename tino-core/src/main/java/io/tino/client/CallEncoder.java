package io.tino.client;

import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import io.tino.payload.MessagePackOutput;
import io.tino.payload.PayloadCodec;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

/**
 * Writes the requests of calls. Thread-safe.
 *
 * @param codec encodes what is sent
 */
record CallEncoder(PayloadCodec codec) {

	private static final int REQUEST_CAPACITY = 128;

	private static final int EXPECTED_LENGTH = 16;

	/**
	 * Write the request of a call.
	 * @param command the command's name
	 * @param headers what is sent along by their names
	 * @param arguments the arguments, each one value
	 * @return the request
	 */
	ClientRequest call(String command, Map<String, String> headers, @Nullable Object[] arguments) {
		return write(headers, 1 + arguments.length, (writer) -> {
			writer.bulk(command);
			for (Object argument : arguments) {
				payload(argument, writer);
			}
		});
	}

	/**
	 * Write the request of a call whose arguments are text to the server too.
	 * @param command the command's name
	 * @param headers what is sent along by their names
	 * @param arguments the arguments
	 * @return the request
	 */
	ClientRequest plain(String command, Map<String, String> headers, String... arguments) {
		return write(headers, 1 + arguments.length, (writer) -> {
			writer.bulk(command);
			for (String argument : arguments) {
				writer.bulk(argument);
			}
		});
	}

	/**
	 * Write the request to publish a message.
	 * @param channel the channel, which is text to whoever subscribes
	 * @param headers what is sent along by their names
	 * @param payload the message, one value
	 * @return the request
	 */
	ClientRequest publish(String channel, Map<String, String> headers, @Nullable Object payload) {
		return write(headers, 3, (writer) -> {
			writer.bulk("PUBLISH");
			writer.bulk(channel);
			payload(payload, writer);
		});
	}

	private static ClientRequest write(Map<String, String> headers, int elements, Content content) {
		ByteBuf request = Unpooled.buffer(REQUEST_CAPACITY);
		try {
			headers.forEach((name, value) -> {
				MessagePackOutput.writeString(name, request);
				MessagePackOutput.writeString(value, request);
			});
			int headersLength = request.readableBytes();
			content.write(new RespWriter(request, RespVersion.RESP2));
			return new ClientRequest(request, headers.size(), headersLength, elements);
		}
		catch (Throwable ex) {
			request.release();
			throw ex;
		}
	}

	private void payload(@Nullable Object value, RespWriter writer) {
		int mark = writer.beginBulk(EXPECTED_LENGTH);
		this.codec.write(value, writer.buffer());
		writer.endBulk(mark, EXPECTED_LENGTH);
	}

	/** What stands in a request behind its headers. */
	@FunctionalInterface
	private interface Content {

		void write(RespWriter writer);

	}

}
