package io.tino.transport;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Sends back what it gets, once all of it is there.
 *
 * @param connection where it comes from
 */
record EchoHandler(TransportConnection connection) implements TransportHandler {

	@Override
	public void received(ByteBuf bytes) {
		this.connection.write(bytes);
	}

	@Override
	public void receivedAll() {
		this.connection.flush();
	}

	@Override
	public void writabilityChanged() {
		this.connection.reading(this.connection.isWritable());
	}

	@Override
	public void closed(@Nullable Throwable cause) {
	}

}
