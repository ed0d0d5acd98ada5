package io.tino.spring.endpoint;

import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import io.tino.command.Call;
import io.tino.command.Call.Reply;
import io.tino.command.CloseableIterator;
import io.tino.spring.method.TranslatedItems;

/**
 * What a method that returns a stream is declared to return. Subtypes are values: a list
 * is iterable, and sent as a whole.
 */
enum StreamKind {

	/** A {@link Stream}, closed when it is over. */
	STREAM {

		@Override
		CloseableIterator<?> iterator(Object returned) {
			return CloseableIterator.of((Stream<?>) returned);
		}

	},

	/** An {@link Iterator}. */
	ITERATOR {

		@Override
		CloseableIterator<?> iterator(Object returned) {
			return CloseableIterator.of((Iterator<?>) returned, () -> {
			});
		}

	},

	/** An {@link Iterable}. */
	ITERABLE {

		@Override
		CloseableIterator<?> iterator(Object returned) {
			return ITERATOR.iterator(((Iterable<?>) returned).iterator());
		}

	},

	/** A {@link java.util.concurrent.Flow.Publisher}. */
	PUBLISHER {

		@Override
		Flow.Publisher<?> publisher(Object returned, Call call) {
			return (Flow.Publisher<?>) returned;
		}

	},

	/** A {@code Flux}, or another {@code Publisher} of Reactive Streams. */
	FLUX {

		@Override
		Flow.Publisher<?> publisher(Object returned, Call call) {
			return ReactorStreams.publisher(returned, call.context());
		}

	};

	private static final boolean REACTOR_PRESENT = ClassUtils.isPresent("reactor.core.publisher.Flux",
			StreamKind.class.getClassLoader());

	/** Find the kind of stream, or null if values of the type are none. */
	static @Nullable StreamKind of(Class<?> type) {
		if (type == Stream.class) {
			return STREAM;
		}
		if (type == Iterator.class) {
			return ITERATOR;
		}
		if (type == Iterable.class) {
			return ITERABLE;
		}
		if (type == Flow.Publisher.class) {
			return PUBLISHER;
		}
		return (REACTOR_PRESENT && ReactorStreams.isFlux(type)) ? FLUX : null;
	}

	/** Tell whether items come by themselves, so that nobody waits for them. */
	boolean isAsynchronous() {
		return this == PUBLISHER || this == FLUX;
	}

	/**
	 * Answer a call with a stream, an empty one if the method has returned null.
	 * @param call the call
	 * @param returned what the method has returned
	 * @param items makes what is sent for an item
	 * @param failures turns what goes wrong into what the caller is told
	 */
	void reply(Call call, @Nullable Object returned, EndpointFormat.Items items, EndpointFailures failures) {
		Function<@Nullable Object, Reply> replies = (item) -> items.reply(call, item);
		if (returned == null) {
			call.replyStream(ITERATOR.iterator(Collections.emptyIterator()), replies);
		}
		else if (isAsynchronous()) {
			call.replyStream(new TranslatedItems<>(publisher(returned, call), failures::translate), replies);
		}
		else {
			call.replyStream(new EndpointIterator(iterator(returned), call.connection(), failures), replies);
		}
	}

	CloseableIterator<?> iterator(Object returned) {
		throw new IllegalStateException(this + " has no iterator");
	}

	Flow.Publisher<?> publisher(Object returned, Call call) {
		throw new IllegalStateException(this + " is no publisher");
	}

}
