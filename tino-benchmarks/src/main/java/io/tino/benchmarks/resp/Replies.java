package io.tino.benchmarks.resp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.tino.benchmarks.pipeline.OutputBytes;

/**
 * What is replied to requests.
 */
final class Replies {

	private static final byte[] ADD = ascii("ADD");

	private static final byte[] PING = ascii("PING");

	private static final byte[] ECHO = ascii("ECHO");

	private static final byte[] PONG = ascii("+PONG\r\n");

	private static final byte[] UNKNOWN = ascii("-ERR unknown command or number of arguments\r\n");

	private Replies() {
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/** Reply to a request. */
	static void write(RequestReader request, byte[] input, OutputBytes output) {
		if (request.parts() == 3 && isNamed(request, input, ADD)) {
			MessagePackInt.writeBulk(Math.addExact(number(request, 1, input), number(request, 2, input)), output);
		}
		else if (request.parts() == 2 && isEcho(request, input)) {
			BulkString.write(input, request.start(1), request.length(1), output);
		}
		else {
			output.add((request.parts() == 1 && isNamed(request, input, PING)) ? PONG : UNKNOWN);
		}
	}

	private static int number(RequestReader request, int part, byte[] input) {
		return MessagePackInt.read(input, request.start(part), request.length(part));
	}

	/** {@code ECHO}, and whatever else begins with that, but for its arguments' types. */
	private static boolean isEcho(RequestReader request, byte[] input) {
		int start = request.start(0);
		return request.length(0) >= ECHO.length
				&& Arrays.equals(input, start, start + ECHO.length, ECHO, 0, ECHO.length);
	}

	private static boolean isNamed(RequestReader request, byte[] input, byte[] name) {
		int start = request.start(0);
		return Arrays.equals(input, start, start + request.length(0), name, 0, name.length);
	}

}
