package io.tino.spring.client;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/**
 * A {@link Flux} of items. Calls for each subscriber.
 */
final class FluxReturn implements ReturnKind {

	@Override
	public boolean supports(Class<?> returnType) {
		return returnType == Flux.class || returnType == Publisher.class;
	}

	@Override
	public Object call(RemoteCommand command, @Nullable Object[] arguments) {
		return JdkFlowAdapter.flowPublisherToFlux(command.publisher(arguments));
	}

}
