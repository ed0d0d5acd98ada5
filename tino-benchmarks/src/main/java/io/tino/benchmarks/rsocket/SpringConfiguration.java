package io.tino.benchmarks.rsocket;

import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.codec.cbor.JacksonCborDecoder;
import org.springframework.http.codec.cbor.JacksonCborEncoder;
import org.springframework.messaging.rsocket.RSocketRequester;
import org.springframework.messaging.rsocket.RSocketStrategies;
import org.springframework.messaging.rsocket.annotation.support.RSocketMessageHandler;
import org.springframework.web.util.pattern.PathPatternRouteMatcher;

/**
 * Sets up Spring's support of RSocket, as the auto-configuration of Spring Boot does that
 * Maven Central lacks.
 */
final class SpringConfiguration {

	private SpringConfiguration() {
	}

	static class Common {

		@Bean
		RSocketStrategies strategies() {
			return RSocketStrategies.builder()
				.encoder(new JacksonCborEncoder())
				.decoder(new JacksonCborDecoder())
				.routeMatcher(new PathPatternRouteMatcher())
				.build();
		}

	}

	@Import({ Common.class, SpringEndpoint.class })
	static class Server {

		@Bean
		RSocketMessageHandler messageHandler(RSocketStrategies strategies) {
			RSocketMessageHandler handler = new RSocketMessageHandler();
			handler.setRSocketStrategies(strategies);
			return handler;
		}

		@Bean(destroyMethod = "dispose")
		CloseableChannel server(RSocketMessageHandler handler) {
			return RSocketServer.create(handler.responder())
				.fragment(RSocketPeer.FRAGMENT_SIZE)
				.payloadDecoder(PayloadDecoder.ZERO_COPY)
				.bindNow(TcpServerTransport.create("127.0.0.1", 0));
		}

	}

	@Import(Common.class)
	static class Client {

		@Bean(destroyMethod = "dispose")
		RSocketRequester requester(RSocketStrategies strategies, @Value("${work.port}") int port) {
			return RSocketRequester.builder()
				.rsocketStrategies(strategies)
				.rsocketConnector((connector) -> connector.fragment(RSocketPeer.FRAGMENT_SIZE))
				.tcp("127.0.0.1", port);
		}

	}

}
