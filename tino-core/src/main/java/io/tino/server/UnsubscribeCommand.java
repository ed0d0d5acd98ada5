package io.tino.server;

import java.util.ArrayList;
import java.util.List;

import io.tino.command.CommandSpec;

/**
 * {@code UNSUBSCRIBE [channel ...]} and {@code PUNSUBSCRIBE [pattern ...]}: without
 * arguments, from all there are.
 *
 * @see <a href="https://redis.io/docs/latest/commands/unsubscribe/">UNSUBSCRIBE in
 * Redis</a>
 */
final class UnsubscribeCommand extends BuiltInCommand {

	private static final String NAME = "UNSUBSCRIBE";

	private final SubscriptionKind kind;

	UnsubscribeCommand(SubscriptionKind kind) {
		super(CommandSpec.named(kind.commandName(NAME))
			.summary("Stops listening for messages published to " + kind.argument() + "s")
			.group("pubsub")
			.arguments(0, CommandSpec.UNLIMITED));
		this.kind = kind;
	}

	@Override
	boolean isAllowedToSubscribers() {
		return true;
	}

	@Override
	boolean isConfinedToEventLoop() {
		return true;
	}

	@Override
	boolean answersByPush() {
		return true;
	}

	@Override
	void run(ServerCall call) {
		Subscriptions subscriptions = call.session().subscriptions();
		boolean all = call.argumentCount() == 0;
		List<String> names = all ? this.kind.names(subscriptions) : SubscribeCommand.names(call);
		SubscribeCommand.requireOneAnswer(call, names);
		List<Confirmation> confirmations = new ArrayList<>();
		for (String name : names) {
			this.kind.unsubscribe(subscriptions, name);
			confirmations.add(new Confirmation(this.kind.word(NAME), name, subscriptions.count()));
		}
		if (names.isEmpty()) {
			confirmations.add(new Confirmation(this.kind.word(NAME), null, subscriptions.count()));
		}
		call.reply(Confirmation.writeAll(confirmations));
	}

}
