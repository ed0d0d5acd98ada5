package io.tino.server;

import java.util.List;
import java.util.Locale;

import io.tino.command.TinoConnection;

/**
 * The two ways to subscribe: to a channel by its name, or to all whose names match a
 * pattern.
 */
enum SubscriptionKind {

	/** By the name of the channel. */
	CHANNEL("", "channel") {

		@Override
		List<String> names(Subscriptions subscriptions) {
			return subscriptions.channels();
		}

		@Override
		void subscribe(Subscriptions subscriptions, String name) {
			subscriptions.subscribe(name);
		}

		@Override
		void unsubscribe(Subscriptions subscriptions, String name) {
			subscriptions.unsubscribe(name);
		}

		@Override
		boolean isAllowed(ChannelAuthorizer authorizer, TinoConnection connection, String name) {
			return authorizer.maySubscribe(connection, name);
		}

	},

	/** By a pattern. */
	PATTERN("P", "pattern") {

		@Override
		List<String> names(Subscriptions subscriptions) {
			return subscriptions.patterns();
		}

		@Override
		void subscribe(Subscriptions subscriptions, String name) {
			subscriptions.subscribeToPattern(name);
		}

		@Override
		void unsubscribe(Subscriptions subscriptions, String name) {
			subscriptions.unsubscribeFromPattern(name);
		}

		@Override
		boolean isAllowed(ChannelAuthorizer authorizer, TinoConnection connection, String name) {
			return authorizer.maySubscribeToPattern(connection, name);
		}

	};

	private final String prefix;

	private final String argument;

	SubscriptionKind(String prefix, String argument) {
		this.prefix = prefix;
		this.argument = argument;
	}

	/** Return the name of a command of this kind. */
	String commandName(String name) {
		return this.prefix + name;
	}

	/** Return the word that a confirmation begins with. */
	String word(String name) {
		return commandName(name).toLowerCase(Locale.ROOT);
	}

	/** Return what arguments are called. */
	String plural() {
		return this.argument + "s";
	}

	/** Return what an argument is called. */
	String argument() {
		return this.argument;
	}

	/** Return what is subscribed to in this way. */
	abstract List<String> names(Subscriptions subscriptions);

	abstract void subscribe(Subscriptions subscriptions, String name);

	abstract void unsubscribe(Subscriptions subscriptions, String name);

	abstract boolean isAllowed(ChannelAuthorizer authorizer, TinoConnection connection, String name);

}
