package io.tino.spring.endpoint;

import java.util.concurrent.Flow;

/**
 * The items that a method publishes, which fail with what callers are told.
 *
 * @param items the items
 * @param failures turns failures into what callers are told
 * @param <T> the type of the items
 */
record EndpointPublisher<T>(Flow.Publisher<? extends T> items, EndpointFailures failures) implements Flow.Publisher<T> {

	@Override
	public void subscribe(Flow.Subscriber<? super T> subscriber) {
		this.items.subscribe(new Flow.Subscriber<T>() {

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
				subscriber.onError(EndpointPublisher.this.failures.translate(failure));
			}

			@Override
			public void onComplete() {
				subscriber.onComplete();
			}

		});
	}

}
