package io.tino.spring.endpoint;

import java.util.concurrent.Flow;

import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

import io.tino.command.CallContext;

/**
 * Streams of Reactor, which an application may do without.
 */
final class ReactorStreams {

	private ReactorStreams() {
	}

	/** Tell whether a parameter or result is declared as such a stream. */
	static boolean isFlux(Class<?> type) {
		return type == Flux.class || type == Publisher.class;
	}

	static Flux<Object> flux(Flow.Publisher<Object> items) {
		return JdkFlowAdapter.flowPublisherToFlux(items);
	}

	/**
	 * Return what a method has returned, with the context of its call: the Reactor
	 * context has the {@link CallContext}, and with Micrometer's context propagation what
	 * else belongs to the thread.
	 */
	static Flow.Publisher<?> publisher(Object returned, CallContext context) {
		Flux<Object> items = Flux.<Object>from((Publisher<?>) returned).contextCapture();
		return JdkFlowAdapter.publisherToFlowPublisher(
				(context != CallContext.EMPTY) ? items.contextWrite(Context.of(CallContext.class, context)) : items);
	}

}
