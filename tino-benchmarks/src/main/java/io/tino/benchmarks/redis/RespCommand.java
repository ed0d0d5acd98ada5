package io.tino.benchmarks.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A command that servers are loaded with, and what they reply to it. Arguments are of one
 * byte each: numbers of MessagePack.
 */
public enum RespCommand {

	/** Adds two numbers. */
	ADD("$1\r\n\3\r\n", "\1", "\2"),

	/** Echoes an argument. */
	ECHO("$1\r\n\1\r\n", "\1"),

	/** Does nothing. */
	PING("+PONG\r\n");

	private final String reply;

	private final List<String> arguments;

	RespCommand(String reply, String... arguments) {
		this.reply = reply;
		this.arguments = List.of(arguments);
	}

	/** Return the arguments. */
	List<String> arguments() {
		return this.arguments;
	}

	/** Return the bytes of the request. */
	byte[] request() {
		StringBuilder request = new StringBuilder("*" + (1 + this.arguments.size()) + "\r\n");
		append(request, name());
		this.arguments.forEach((argument) -> append(request, argument));
		return request.toString().getBytes(StandardCharsets.US_ASCII);
	}

	private static void append(StringBuilder request, String part) {
		request.append('$').append(part.length()).append("\r\n").append(part).append("\r\n");
	}

	/** Return the bytes of the reply. */
	byte[] reply() {
		return this.reply.getBytes(StandardCharsets.US_ASCII);
	}

}
