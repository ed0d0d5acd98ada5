package io.tino.spring.client;

import java.util.concurrent.Flow;

/**
 * Items that fail with the exceptions that a client has for error codes.
 *
 * @param source the items
 * @param errors the exceptions
 * @param <T> the type of the items
 */
record TranslatedItems<T>(Flow.Publisher<T> source, ErrorTypes errors) implements Flow.Publisher<T> {

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
				subscriber.onError(TranslatedItems.this.errors.translate(failure));
			}

			@Override
			public void onComplete() {
				subscriber.onComplete();
			}

		});
	}

}
