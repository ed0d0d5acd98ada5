package io.tino.server;

import java.util.List;

import io.tino.command.CommandException;
import io.tino.command.ErrorCode;

/**
 * {@code SUBSCRIBE channel [channel ...]} and {@code PSUBSCRIBE pattern [pattern ...]}.
 *
 * @see <a href="https://redis.io/docs/latest/commands/subscribe/">SUBSCRIBE in Redis</a>
 */
final class SubscribeCommand extends SubscriptionCommand {

	/** Names are kept, and whoever asks for their list has to be sent them. */
	private static final int MAX_NAME_LENGTH = 1024;

	SubscribeCommand(SubscriptionKind kind) {
		super("SUBSCRIBE", kind, "Listens for messages published to " + kind.plural(), false);
	}

	@Override
	List<String> names(ServerCall call, Subscriptions subscriptions) {
		ServerSettings settings = call.session().context().settings();
		List<String> names = arguments(call);
		for (String name : names) {
			requireShort(name, kind().argument());
			if (!kind().isAllowed(settings.channelAuthorizer, call.connection(), ChannelName.text(name))) {
				throw noPermission();
			}
		}
		if (names.size() > settings.maxSubscriptions - subscriptions.count()) {
			throw error("a connection may have " + settings.maxSubscriptions + " subscriptions");
		}
		return names;
	}

	@Override
	void change(Subscriptions subscriptions, String subject) {
		kind().subscribe(subscriptions, subject);
	}

	/** Matching a channel with a pattern may take the product of their lengths. */
	static void requireShort(String name, String argument) {
		if (name.length() > MAX_NAME_LENGTH) {
			throw error(argument + " exceeds " + MAX_NAME_LENGTH + " bytes");
		}
	}

	static CommandException noPermission() {
		return new CommandException(ErrorCode.NOPERM, "No permissions to access a channel");
	}

}
