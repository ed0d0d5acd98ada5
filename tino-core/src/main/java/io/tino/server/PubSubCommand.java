package io.tino.server;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;

/**
 * {@code PUBSUB CHANNELS|NUMSUB|NUMPAT}.
 *
 * @see <a href="https://redis.io/docs/latest/commands/pubsub/">PUBSUB in Redis</a>
 */
final class PubSubCommand extends ContainerCommand {

	PubSubCommand() {
		super(CommandSpec.named("PUBSUB").summary("Shows what is subscribed to").group("pubsub"),
				List.of(Subcommand.of(spec("CHANNELS", "Lists the channels that somebody has subscribed to")
					.arguments(List.of(new CommandArgument("pattern", "pattern", true)))
					.arguments(0, CommandSpec.UNLIMITED), PubSubCommand::channels),
						Subcommand.of(spec("NUMPAT", "Counts the patterns that somebody has subscribed to"),
								(call) -> call.reply((writer) -> writer.number(pubSub(call).patterns()))),
						Subcommand.of(
								spec("NUMSUB", "Counts the subscribers of channels")
									.arguments(List.of(new CommandArgument("channel", "string", true).asMultiple())),
								PubSubCommand::subscribers)));
	}

	private static CommandSpec.Builder spec(String name, String summary) {
		return CommandSpec.named("PUBSUB|" + name).summary(summary).group("pubsub").since("2.8.0");
	}

	private static void channels(ServerCall call) {
		if (call.argumentCount() > 1) {
			throw unknownSubcommandOrWrongNumber(call);
		}
		GlobPattern pattern = pattern(call);
		List<String> channels = pubSub(call).channels()
			.stream()
			.filter((channel) -> pattern == null || pattern.matches(channel))
			.toList();
		call.reply((writer) -> {
			writer.array(channels.size());
			channels.forEach((channel) -> writer.bulk(ChannelName.bytes(channel)));
		});
	}

	private static @Nullable GlobPattern pattern(ServerCall call) {
		if (call.argumentCount() == 0) {
			return null;
		}
		String glob = ChannelName.of(call.argument(0));
		SubscribeCommand.requireShort(glob, "pattern");
		return new GlobPattern(glob, false);
	}

	private static void subscribers(ServerCall call) {
		List<String> channels = SubscriptionCommand.arguments(call);
		call.reply((writer) -> {
			writer.array(channels.size() * 2);
			for (String channel : channels) {
				writer.bulk(ChannelName.bytes(channel));
				writer.number(pubSub(call).subscribers(channel));
			}
		});
	}

	private static PubSub pubSub(ServerCall call) {
		return call.session().context().settings().pubSub;
	}

}
