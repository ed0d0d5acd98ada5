package io.tino.spring.endpoint;

import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Flow;

import org.springframework.util.ClassUtils;

import io.tino.command.Call;

/**
 * The stream that a method takes besides its arguments.
 *
 * @param type how the parameter is declared
 * @param items decodes the items
 */
record StreamArgument(Class<?> type, PayloadArgument items) implements ArgumentResolver {

	private static final boolean REACTOR_PRESENT = ClassUtils.isPresent("reactor.core.publisher.Flux",
			StreamArgument.class.getClassLoader());

	/** Tell whether a parameter of a type is such a stream. */
	static boolean isOf(Class<?> type) {
		return type == Flow.Publisher.class || type == Iterator.class
				|| (REACTOR_PRESENT && ReactorStreams.isFlux(type));
	}

	/** Tell whether the method waits for items on its thread. */
	boolean isBlocking() {
		return this.type == Iterator.class;
	}

	@Override
	public Object resolve(Call call) {
		if (isBlocking()) {
			return call.blockingItems((payload) -> this.items.decode(call.format(), payload));
		}
		Flow.Publisher<Object> published = call
			.items((payload) -> Objects.requireNonNull(this.items.decode(call.format(), payload)));
		return (this.type == Flow.Publisher.class) ? published : ReactorStreams.flux(published);
	}

}
