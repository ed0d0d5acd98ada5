package io.tino.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Notes what it is told, and requests what it is made to.
 */
final class RecordingSubscriber implements Flow.Subscriber<String> {

	private final List<String> events = new ArrayList<>();

	private final long initial;

	private Consumer<String> onNext = (item) -> {
	};

	private Flow.@Nullable Subscription subscription;

	private @Nullable Throwable failure;

	/**
	 * Create a subscriber.
	 * @param initial how many items it requests at first
	 */
	RecordingSubscriber(long initial) {
		this.initial = initial;
	}

	/** Do something with each item. */
	RecordingSubscriber onNext(Consumer<String> action) {
		this.onNext = action;
		return this;
	}

	/** Return the items and the end. */
	List<String> events() {
		return this.events;
	}

	@Nullable Throwable failure() {
		return this.failure;
	}

	void request(long count) {
		Objects.requireNonNull(this.subscription).request(count);
	}

	void cancel() {
		Objects.requireNonNull(this.subscription).cancel();
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		if (this.initial != 0) {
			subscription.request(this.initial);
		}
		this.events.add("subscribed");
	}

	@Override
	public void onNext(String item) {
		this.events.add(item);
		this.onNext.accept(item);
	}

	@Override
	public void onError(Throwable failure) {
		this.events.add("failed");
		this.failure = failure;
	}

	@Override
	public void onComplete() {
		this.events.add("completed");
	}

}
