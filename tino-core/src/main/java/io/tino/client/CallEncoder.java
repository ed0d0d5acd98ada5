package io.tino.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.payload.MessagePackOutput;
import io.tino.payload.PayloadCodec;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

/**
 * Writes the requests of calls. Thread-safe.
 */
final class CallEncoder {

	/** Names that are made up for each call are not kept without a bound. */
	private static final int MAX_COMMANDS = 1000;

	/** A guess that has as many digits as the length of most values. */
	private static final int EXPECTED_LENGTH = 16;

	/** Numbers and the like have no more bytes. */
	private static final int MAX_SCALAR_LENGTH = 9;

	private final PayloadCodec codec;

	private final Map<String, KnownCommand> commands = new ConcurrentHashMap<>();

	/**
	 * Create an encoder.
	 * @param codec encodes what is sent
	 */
	CallEncoder(PayloadCodec codec) {
		this.codec = codec;
	}

	/** Return what encodes what is sent. */
	PayloadCodec codec() {
		return this.codec;
	}

	/**
	 * Write the request of a call.
	 * @param command the command's name
	 * @param headers what is sent along by their names
	 * @param arguments the arguments, each one value
	 * @return the request
	 */
	ClientRequest call(String command, Map<String, String> headers, @Nullable Object[] arguments) {
		return write(command, headers, arguments.length, leastBytes(arguments), (writer) -> {
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
		return write(command, headers, arguments.length, 0, (writer) -> {
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
		return write("PUBLISH", headers, 2, leastBytes(payload), (writer) -> {
			writer.bulk(channel);
			payload(payload, writer);
		});
	}

	/** Return how many bytes the arguments have at least, as far as that is known. */
	private static long leastBytes(@Nullable Object... arguments) {
		long sum = 0;
		for (Object argument : arguments) {
			if (argument instanceof byte[] bytes) {
				sum += bytes.length;
			}
		}
		return sum;
	}

	private ClientRequest write(String command, Map<String, String> headers, int arguments, long leastBytes,
			Content content) {
		KnownCommand known = known(command);
		ByteBuf request = known.buffer(leastBytes);
		try {
			int headersLength = headers.isEmpty() ? 0 : writeHeaders(headers, request);
			known.writeName(request);
			content.write(new RespWriter(request, RespVersion.RESP2));
			return new ClientRequest(known.written(request), headers.size(), headersLength, 1 + arguments);
		}
		catch (Throwable ex) {
			request.release();
			throw ex;
		}
	}

	private KnownCommand known(String command) {
		KnownCommand known = this.commands.get(command);
		if (known == null) {
			known = KnownCommand.of(command);
			if (this.commands.size() < MAX_COMMANDS) {
				this.commands.put(command, known);
			}
		}
		return known;
	}

	/** Return of how many commands something is kept. */
	int kept() {
		return this.commands.size();
	}

	private static int writeHeaders(Map<String, String> headers, ByteBuf request) {
		headers.forEach((name, value) -> {
			MessagePackOutput.writeString(name, request);
			MessagePackOutput.writeString(value, request);
		});
		return request.readableBytes();
	}

	private void payload(@Nullable Object value, RespWriter writer) {
		int expected = expectedLength(value);
		int mark = writer.beginBulk(expected);
		this.codec.write(value, writer.buffer());
		writer.endBulk(mark, expected);
	}

	/** Return a guess of a length: one with as many digits saves moving the bytes. */
	private static int expectedLength(@Nullable Object value) {
		if (value instanceof byte[] bytes) {
			return bytes.length;
		}
		if (value instanceof String text) {
			return Math.max(EXPECTED_LENGTH, text.length());
		}
		boolean scalar = value == null || value instanceof Number || value instanceof Boolean;
		return scalar ? MAX_SCALAR_LENGTH : EXPECTED_LENGTH;
	}

	/** What stands in a request behind the name of the command. */
	@FunctionalInterface
	private interface Content {

		void write(RespWriter writer);

	}

}
