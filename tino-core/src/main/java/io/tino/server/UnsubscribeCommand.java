package io.tino.server;

import java.util.List;

/**
 * {@code UNSUBSCRIBE [channel ...]} and {@code PUNSUBSCRIBE [pattern ...]}: without
 * arguments, from all there are.
 *
 * @see <a href="https://redis.io/docs/latest/commands/unsubscribe/">UNSUBSCRIBE in
 * Redis</a>
 */
final class UnsubscribeCommand extends SubscriptionCommand {

	UnsubscribeCommand(SubscriptionKind kind) {
		super("UNSUBSCRIBE", kind, "Stops listening for messages published to " + kind.plural(), true);
	}

	@Override
	List<String> names(ServerCall call, Subscriptions subscriptions) {
		return (call.argumentCount() == 0) ? kind().names(subscriptions) : arguments(call);
	}

	@Override
	void change(Subscriptions subscriptions, String subject) {
		kind().unsubscribe(subscriptions, subject);
	}

}
