package io.tino.benchmarks.resp;

import java.nio.charset.StandardCharsets;

import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.pipeline.InputBytes;
import io.tino.benchmarks.pipeline.OutputBytes;
import io.tino.benchmarks.pipeline.PipelinedCall;

/**
 * Echoes a value of MessagePack that is a text or bytes.
 */
abstract class EchoCall extends PipelinedCall {

	private final byte[] command;

	private final ValueHead head;

	private final byte[] content;

	/**
	 * Create a call.
	 * @param command the bytes of the command
	 * @param head what stands before the value
	 * @param content the bytes of the value
	 * @param completion what is told that it is over
	 */
	EchoCall(byte[] command, ValueHead head, byte[] content, PeerClient.Completion completion) {
		super(completion);
		this.command = command;
		this.head = head;
		this.content = content;
	}

	static byte[] command(String name) {
		return ("*2\r\n$" + name.length() + "\r\n" + name + "\r\n").getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	protected final void write(OutputBytes output) {
		output.add(this.command);
		int length = this.content.length;
		BulkString.writeLength(this.head.size(length) + length, output);
		this.head.write(length, output);
		output.add(this.content);
		BulkString.writeEnd(output);
	}

	@Override
	protected final boolean read(InputBytes input) {
		int start = BulkString.read(input);
		if (start < 0) {
			return false;
		}
		decode(input.array, this.head.end(input.array, start), input.from - BulkString.END);
		return true;
	}

	/** Decode and check what has come back. */
	protected abstract void decode(byte[] array, int from, int to);

}
