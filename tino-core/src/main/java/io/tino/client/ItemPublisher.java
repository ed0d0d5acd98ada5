package io.tino.client;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

import io.tino.command.CallContext;

/**
 * The items of a command. Each subscription makes a call, in the context in which it
 * subscribes.
 *
 * @param <T> the type of the items
 */
final class ItemPublisher<T> implements Flow.Publisher<T> {

	private final Consumer<ItemSubscription<T>> caller;

	/**
	 * Create a publisher.
	 * @param caller makes the call of a subscription
	 */
	ItemPublisher(Consumer<ItemSubscription<T>> caller) {
		this.caller = caller;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super T> subscriber) {
		Objects.requireNonNull(subscriber, "subscriber must not be null");
		CallContext context = CallContext.current();
		new ItemSubscription<T>(subscriber, (subscription) -> call(subscription, context)).begin();
	}

	private void call(ItemSubscription<T> subscription, CallContext context) {
		CallContext previous = context.attach();
		try {
			this.caller.accept(subscription);
		}
		finally {
			previous.attach();
		}
	}

}
