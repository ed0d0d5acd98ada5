package io.tino.transport;

import java.nio.channels.ClosedChannelException;
import java.util.function.Consumer;

import javax.net.ssl.SSLException;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/**
 * Keeps what happens on a connection from its {@link NettyConnection} until the handshake
 * of TLS is done, and says in plain words what goes wrong with TLS.
 */
final class NettyTlsHandshake extends ChannelInboundHandlerAdapter {

	private final Consumer<Throwable> failed;

	private boolean done;

	private boolean reported;

	/**
	 * Create an instance.
	 * @param failed is told why the handshake has failed
	 */
	NettyTlsHandshake(Consumer<Throwable> failed) {
		this.failed = failed;
	}

	@Override
	public void channelActive(ChannelHandlerContext ctx) {
		// Not before the handshake is done
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		if (event instanceof SslHandshakeCompletionEvent handshake) {
			completed(ctx, handshake);
		}
		else if (event instanceof SslCloseCompletionEvent close && close.isSuccess()) {
			ctx.close(); // who says goodbye has left, as who shuts down its output
		}
	}

	private void completed(ChannelHandlerContext ctx, SslHandshakeCompletionEvent handshake) {
		if (!handshake.isSuccess()) {
			exceptionCaught(ctx, handshake.cause());
		}
		else if (!this.done) { // may be negotiated again
			this.done = true;
			ctx.pipeline().remove(NettyHandshakeEnd.class);
			ctx.fireChannelActive();
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		if (this.done) {
			ctx.fireChannelReadComplete();
		}
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext ctx) {
		if (this.done) {
			ctx.fireChannelWritabilityChanged();
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		Throwable actual = (cause instanceof DecoderException && cause.getCause() != null) ? cause.getCause() : cause;
		if (actual instanceof NotSslRecordException) {
			// The original repeats what was received, which is for nobody's log
			actual = new SSLException("the other end does not speak TLS");
		}
		if (this.done) {
			ctx.fireExceptionCaught(actual);
			return;
		}
		report((actual instanceof ClosedChannelException)
				? new SSLException("connection was closed during the TLS handshake") : actual);
		ctx.close();
	}

	private void report(Throwable cause) {
		if (!this.reported) {
			this.reported = true;
			this.failed.accept(cause);
		}
	}

}
