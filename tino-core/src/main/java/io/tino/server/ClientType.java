package io.tino.server;

import java.util.List;
import java.util.stream.Stream;

import io.tino.command.CommandArgument;
import io.tino.command.CommandException;

/**
 * What a client is, in the words of Redis.
 */
enum ClientType {

	/** Calls commands. */
	NORMAL,

	/** Waits for messages. */
	PUBSUB,

	/** There are none. */
	MASTER,

	/** There are none. */
	REPLICA;

	/** How they are described to people. */
	static final List<CommandArgument> TOKENS = Stream.of(values())
		.map((type) -> CommandArgument.token(type.name()))
		.toList();

	static ClientType of(String name) {
		for (ClientType type : values()) {
			if (type.name().equalsIgnoreCase(name)) {
				return type;
			}
		}
		if (name.equalsIgnoreCase("slave")) {
			return REPLICA;
		}
		throw unknown(name);
	}

	private static CommandException unknown(String name) {
		return BuiltInCommand.error("Unknown client type '" + name + "'");
	}

	static ClientType of(ServerSession session) {
		Subscriptions subscriptions = session.connection().subscriptions();
		return (subscriptions != null && subscriptions.count() > 0) ? PUBSUB : NORMAL;
	}

}
