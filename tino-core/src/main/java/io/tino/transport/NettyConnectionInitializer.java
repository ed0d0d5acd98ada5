package io.tino.transport;

import java.net.SocketAddress;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * Sets up the pipeline of each channel.
 */
final class NettyConnectionInitializer extends ChannelInitializer<Channel> {

	private final TransportHandler.Factory factory;

	private final @Nullable SocketAddress unixAddress;

	private final @Nullable NettyTls tls;

	/**
	 * Create an instance.
	 * @param factory makes the handler of each connection
	 * @param address where the connections come from or lead to
	 * @param tls how they are encrypted, or {@code null} if they are not
	 */
	NettyConnectionInitializer(TransportHandler.Factory factory, SocketAddress address, @Nullable NettyTls tls) {
		this.factory = factory;
		this.unixAddress = NettyIo.isUnix(address) ? address : null;
		this.tls = tls;
	}

	@Override
	protected void initChannel(Channel channel) {
		SslHandler ssl = null;
		NettyTls with = this.tls;
		if (with != null) {
			ssl = with.handler().apply(channel.alloc());
			channel.pipeline()
				.addLast(new NettyHandshakeEnd(), ssl,
						new NettyTlsHandshake((cause) -> with.failed().accept(channel, cause)));
		}
		channel.pipeline().addLast(new NettyConnection(channel, this.factory, this.unixAddress, ssl));
	}

}
