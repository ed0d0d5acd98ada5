package io.tino.benchmarks.resp;

import java.nio.charset.StandardCharsets;

import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.pipeline.InputBytes;
import io.tino.benchmarks.pipeline.OutputBytes;
import io.tino.benchmarks.pipeline.PipelinedCall;
import io.tino.benchmarks.work.Values;

/**
 * Adds two numbers.
 */
final class AddCall extends PipelinedCall {

	private static final byte[] HEAD = "*3\r\n$3\r\nADD\r\n".getBytes(StandardCharsets.US_ASCII);

	private final int a;

	private final int b;

	AddCall(int a, int b, PeerClient.Completion completion) {
		super(completion);
		this.a = a;
		this.b = b;
	}

	@Override
	protected void write(OutputBytes output) {
		output.add(HEAD);
		MessagePackInt.writeBulk(this.a, output);
		MessagePackInt.writeBulk(this.b, output);
	}

	@Override
	protected boolean read(InputBytes input) {
		int start = BulkString.read(input);
		if (start < 0) {
			return false;
		}
		Values.checkSum(MessagePackInt.read(input.array, start, input.from - start - BulkString.END));
		return true;
	}

}
