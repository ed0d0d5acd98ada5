package io.tino.server;

import java.util.ArrayList;
import java.util.List;

import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.command.ErrorCode;

/**
 * {@code SUBSCRIBE channel [channel ...]} and {@code PSUBSCRIBE pattern [pattern ...]}.
 *
 * @see <a href="https://redis.io/docs/latest/commands/subscribe/">SUBSCRIBE in Redis</a>
 */
final class SubscribeCommand extends BuiltInCommand {

	private static final String NAME = "SUBSCRIBE";

	/** Names are kept, and whoever is asked for their list has to send them. */
	private static final int MAX_NAME_LENGTH = 1024;

	private final SubscriptionKind kind;

	SubscribeCommand(SubscriptionKind kind) {
		super(CommandSpec.named(kind.commandName(NAME))
			.summary("Listens for messages published to " + kind.argument() + "s")
			.group("pubsub")
			.arguments(1, CommandSpec.UNLIMITED));
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
		List<String> names = names(call);
		require(call, subscriptions, names);
		List<Confirmation> confirmations = new ArrayList<>();
		for (String name : names) {
			this.kind.subscribe(subscriptions, name);
			confirmations.add(new Confirmation(this.kind.word(NAME), name, subscriptions.count()));
		}
		call.reply(Confirmation.writeAll(confirmations));
	}

	static List<String> names(ServerCall call) {
		List<String> names = new ArrayList<>();
		for (int index = 0; index < call.argumentCount(); index++) {
			names.add(ChannelName.of(call.argument(index)));
		}
		return names;
	}

	private void require(ServerCall call, Subscriptions subscriptions, List<String> names) {
		requireOneAnswer(call, names);
		ServerSettings settings = call.session().context().settings();
		for (String name : names) {
			if (name.length() > MAX_NAME_LENGTH) {
				throw error(this.kind.argument() + " exceeds " + MAX_NAME_LENGTH + " bytes");
			}
			if (!this.kind.isAllowed(settings.channelAuthorizer, call.connection(), ChannelName.text(name))) {
				throw noPermission();
			}
		}
		if (names.size() > settings.maxSubscriptions - subscriptions.count()) {
			throw error("a connection may have " + settings.maxSubscriptions + " subscriptions");
		}
	}

	/** Each name has an answer, and each request of a transaction must have one. */
	static void requireOneAnswer(ServerCall call, List<String> names) {
		if (call.isWithinTransaction() && names.size() > 1) {
			throw error(call.command().spec().name() + " within a transaction is limited to one name");
		}
	}

	static CommandException noPermission() {
		return new CommandException(ErrorCode.NOPERM, "No permissions to access a channel");
	}

}
