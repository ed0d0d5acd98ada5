package io.tino.benchmarks.resp;

import java.util.Arrays;

import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.work.Values;

/**
 * Echoes bytes.
 */
final class EchoBytesCall extends EchoCall {

	private static final byte[] COMMAND = command("ECHO_BYTES");

	private final byte[] bytes;

	EchoBytesCall(byte[] bytes, PeerClient.Completion completion) {
		super(COMMAND, ValueHead.BYTES, bytes, completion);
		this.bytes = bytes;
	}

	@Override
	protected void decode(byte[] array, int from, int to) {
		byte[] echoed = Arrays.copyOfRange(array, from, to);
		check(() -> Values.checkBytes(this.bytes, echoed));
	}

}
