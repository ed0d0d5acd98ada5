package io.tino.benchmarks.resp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.work.Values;

/**
 * Echoes a text.
 */
final class EchoTextCall extends EchoCall {

	private static final byte[] COMMAND = command("ECHO_TEXT");

	EchoTextCall(String text, PeerClient.Completion completion) {
		super(COMMAND, ValueHead.TEXT, Utf8.encode(text), completion);
	}

	@Override
	protected void decode(byte[] array, int from, int to) {
		if (isAwaited()) {
			byte[] utf8 = Arrays.copyOfRange(array, from, to);
			check(() -> check(utf8, 0, utf8.length));
		}
		else {
			check(array, from, to);
		}
	}

	private static void check(byte[] utf8, int from, int to) {
		Values.checkEmoji(new String(utf8, from, to - from, StandardCharsets.UTF_8));
	}

}
