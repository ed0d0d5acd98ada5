package io.tino.transport;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Does nothing with what it gets.
 */
final class IgnoringHandler implements TransportHandler {

	@Override
	public void received(ByteBuf bytes) {
		bytes.release();
	}

	@Override
	public void receivedAll() {
	}

	@Override
	public void writabilityChanged() {
	}

	@Override
	public void closed(@Nullable Throwable cause) {
	}

}
