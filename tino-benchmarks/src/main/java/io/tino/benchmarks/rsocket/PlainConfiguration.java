package io.tino.benchmarks.rsocket;

import java.util.Objects;

import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;

/**
 * Sets up rsocket-java itself.
 */
final class PlainConfiguration {

	private PlainConfiguration() {
	}

	static class Server {

		@Bean(destroyMethod = "dispose")
		CloseableChannel server() {
			return RSocketServer.create(SocketAcceptor.forRequestResponse(PlainResponder::respond))
				.fragment(RSocketPeer.FRAGMENT_SIZE)
				.payloadDecoder(PayloadDecoder.ZERO_COPY)
				.bindNow(TcpServerTransport.create("127.0.0.1", 0));
		}

	}

	static class Client {

		@Bean(destroyMethod = "dispose")
		RSocket client(@Value("${work.port}") int port) {
			return Objects.requireNonNull(RSocketConnector.create()
				.fragment(RSocketPeer.FRAGMENT_SIZE)
				.payloadDecoder(PayloadDecoder.ZERO_COPY)
				.connect(TcpClientTransport.create("127.0.0.1", port))
				.block());
		}

	}

}
