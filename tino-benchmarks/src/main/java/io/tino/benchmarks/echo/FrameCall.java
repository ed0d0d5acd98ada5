package io.tino.benchmarks.echo;

import java.util.function.Consumer;

import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.pipeline.InputBytes;
import io.tino.benchmarks.pipeline.OutputBytes;
import io.tino.benchmarks.pipeline.PipelinedCall;

/**
 * Sends a frame, and gets back as many bytes.
 */
final class FrameCall extends PipelinedCall {

	private final byte[] frame;

	private final Consumer<byte[]> check;

	private final byte[] echoed;

	private int received;

	FrameCall(byte[] frame, Consumer<byte[]> check, PeerClient.Completion completion) {
		super(completion);
		this.frame = frame;
		this.check = check;
		this.echoed = new byte[frame.length];
	}

	@Override
	protected void write(OutputBytes output) {
		output.add(this.frame);
	}

	@Override
	protected boolean read(InputBytes input) {
		int count = Math.min(input.to - input.from, this.echoed.length - this.received);
		System.arraycopy(input.array, input.from, this.echoed, this.received, count);
		input.from += count;
		this.received += count;
		if (this.received < this.echoed.length) {
			return false;
		}
		check(() -> this.check.accept(this.echoed));
		return true;
	}

}
