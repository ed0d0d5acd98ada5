package io.tino.server;

import java.util.ArrayList;
import java.util.List;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;

/**
 * A command that changes what the connection has subscribed to. Each channel or pattern
 * is confirmed by a push, and in RESP2 by what looks like one.
 */
abstract class SubscriptionCommand extends BuiltInCommand {

	private final String name;

	private final SubscriptionKind kind;

	/**
	 * Create a command.
	 * @param name its name, but for the prefix of its kind
	 * @param kind what it is about
	 * @param summary what it does
	 * @param optional whether it may be called without a channel or pattern
	 */
	SubscriptionCommand(String name, SubscriptionKind kind, String summary, boolean optional) {
		super(CommandSpec.named(kind.commandName(name))
			.summary(summary)
			.group("pubsub")
			.arguments(List.of(new CommandArgument(kind.argument(), "string", optional).asMultiple())));
		this.name = name;
		this.kind = kind;
	}

	@Override
	final boolean isAllowedToSubscribers() {
		return true;
	}

	@Override
	final boolean isConfinedToEventLoop() {
		return true;
	}

	@Override
	final boolean answersByPush() {
		return true;
	}

	final SubscriptionKind kind() {
		return this.kind;
	}

	@Override
	final void run(ServerCall call) {
		Subscriptions subscriptions = call.session().subscriptions();
		List<String> names = names(call, subscriptions);
		if (call.isWithinTransaction() && names.size() > 1) { // one request, one answer
			throw error(spec().name() + " within a transaction is limited to one name");
		}
		List<Confirmation> confirmations = new ArrayList<>();
		for (String subject : names) {
			change(subscriptions, subject);
			confirmations.add(new Confirmation(this.kind.word(this.name), subject, subscriptions.count()));
		}
		if (names.isEmpty()) {
			confirmations.add(new Confirmation(this.kind.word(this.name), null, subscriptions.count()));
		}
		call.reply(Confirmation.writeAll(confirmations));
	}

	/** Return what a call is about, if it is allowed. */
	abstract List<String> names(ServerCall call, Subscriptions subscriptions);

	/** Do with one channel or pattern what the command does. */
	abstract void change(Subscriptions subscriptions, String subject);

	/** Return the arguments of a call. */
	static List<String> arguments(ServerCall call) {
		List<String> names = new ArrayList<>();
		for (int index = 0; index < call.argumentCount(); index++) {
			names.add(ChannelName.of(call.argument(index)));
		}
		return names;
	}

}
