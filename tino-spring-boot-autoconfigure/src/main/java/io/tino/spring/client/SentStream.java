package io.tino.spring.client;

import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import org.springframework.core.MethodParameter;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Flux;

/**
 * The parameter of a method that is sent as a stream besides the arguments.
 *
 * @param index which of the parameters it is
 * @param type how it is declared
 */
record SentStream(int index, Class<?> type) {

	private static final boolean REACTOR_PRESENT = ClassUtils.isPresent("reactor.core.publisher.Flux",
			SentStream.class.getClassLoader());

	static boolean isStream(MethodParameter parameter) {
		Class<?> type = parameter.getParameterType();
		return type == Flow.Publisher.class || type == Iterator.class || isReactive(type);
	}

	private static boolean isReactive(Class<?> type) {
		return REACTOR_PRESENT && Reactive.isStream(type);
	}

	/**
	 * Look for the parameter.
	 * @param type the interface
	 * @param method its method
	 * @param parameters the parameters of the method
	 * @return the parameter, or {@code null} if there is none
	 * @throws InvalidClientException if there are several
	 */
	static @Nullable SentStream find(Class<?> type, Method method, MethodParameter[] parameters) {
		SentStream found = null;
		for (MethodParameter parameter : parameters) {
			if (isStream(parameter)) {
				if (found != null) {
					throw new InvalidClientException(InvalidClientException.signature(type, method),
							"has two parameters that are streams, but a command takes one at most",
							"Declare one of them as a List of the values.");
				}
				found = new SentStream(parameter.getParameterIndex(), parameter.getParameterType());
			}
		}
		return found;
	}

	/**
	 * Let a template send the stream.
	 * @param template the template
	 * @param arguments the arguments of the method
	 * @return the template for this call
	 */
	TinoTemplate apply(TinoTemplate template, @Nullable Object[] arguments) {
		Object items = arguments[this.index];
		Assert.notNull(items, "A stream that is sent must not be null");
		if (this.type == Iterator.class) {
			return template.withItems((Iterator<?>) items);
		}
		return template.withItems(isReactive(this.type) ? Reactive.flow(items) : (Flow.Publisher<?>) items);
	}

	/** What an application may do without. */
	private static final class Reactive {

		static boolean isStream(Class<?> type) {
			return type == Flux.class || type == Publisher.class;
		}

		static Flow.Publisher<?> flow(Object items) {
			return FlowAdapters.toFlowPublisher((Publisher<?>) items);
		}

	}

}
