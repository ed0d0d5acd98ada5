package io.tino.spring.method;

import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;

/**
 * Items that fail with something else than their source does.
 *
 * @param source the items
 * @param translation makes of a failure what is told of it
 * @param <T> the type of the items
 * @since 0.1.0
 */
public record TranslatedItems<T>(Flow.Publisher<? extends T> source,
		UnaryOperator<Throwable> translation) implements Flow.Publisher<T> {

	@Override
	public void subscribe(Flow.Subscriber<? super T> subscriber) {
		this.source.subscribe(new Flow.Subscriber<T>() {

			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				subscriber.onSubscribe(subscription);
			}

			@Override
			public void onNext(T item) {
				subscriber.onNext(item);
			}

			@Override
			public void onError(Throwable failure) {
				subscriber.onError(TranslatedItems.this.translation.apply(failure));
			}

			@Override
			public void onComplete() {
				subscriber.onComplete();
			}

		});
	}

}
