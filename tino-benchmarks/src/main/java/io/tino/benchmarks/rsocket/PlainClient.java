package io.tino.benchmarks.rsocket;

import java.util.Objects;

import io.rsocket.RSocket;
import org.springframework.context.ConfigurableApplicationContext;

import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.work.Work;

/**
 * Calls by rsocket-java itself. Threads that wait decode replies themselves.
 *
 * @param context the application
 * @param rsocket the connection
 */
record PlainClient(ConfigurableApplicationContext context, RSocket rsocket) implements PeerClient {

	PlainClient(ConfigurableApplicationContext context) {
		this(context, context.getBean(RSocket.class));
	}

	@Override
	public BlockingCall blocking(Work work) {
		Exchange exchange = Exchange.of(work);
		return () -> exchange
			.checkAndRelease(Objects.requireNonNull(this.rsocket.requestResponse(exchange.newRequest()).block()));
	}

	@Override
	public AsyncCall async(Work work) {
		Exchange exchange = Exchange.of(work);
		return (completion) -> this.rsocket.requestResponse(exchange.newRequest())
			.subscribe((reply) -> completion.completeWith(reply, exchange::checkAndRelease), completion::complete);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
