package io.tino.server;

import java.util.List;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;

/**
 * {@code PUBLISH channel message}. The message goes to all as it is, in whatever format.
 *
 * @see <a href="https://redis.io/docs/latest/commands/publish/">PUBLISH in Redis</a>
 */
final class PublishCommand extends BuiltInCommand {

	PublishCommand() {
		super(CommandSpec.named("PUBLISH")
			.summary("Publishes a message to a channel")
			.group("pubsub")
			.arguments(List.of(new CommandArgument("channel", "string", false),
					new CommandArgument("message", "string", false))));
	}

	@Override
	boolean isMultiplexed() {
		return true;
	}

	@Override
	long maxRequestBytes() {
		return Long.MAX_VALUE; // a message is as long as an argument may be
	}

	@Override
	boolean mayWrite(ServerConnection connection) {
		return true;
	}

	@Override
	void run(ServerCall call) {
		ServerSettings settings = call.session().context().settings();
		String channel = ChannelName.of(call.argument(0));
		SubscribeCommand.requireShort(channel, "channel");
		if (!settings.channelAuthorizer.mayPublish(call.connection(), ChannelName.text(channel))) {
			throw SubscribeCommand.noPermission();
		}
		long receivers = settings.pubSub.publish(channel, call.argument(1));
		if (settings.pubSub.isBehind()) {
			call.session().awaitDelivery();
		}
		call.reply((writer) -> writer.number(receivers));
	}

}
