package io.tino.server;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.tino.command.Command;

/**
 * The commands that every server has, and the names that no application may use.
 *
 * @since 0.1.0
 */
public final class BuiltInCommands {

	private static final String RESERVED_PREFIX = "TINO.";

	/** Those that are here, and those that the protocol has set aside. */
	private static final Set<String> RESERVED = Set.of("HELLO", "AUTH", "PING", "ECHO", "QUIT", "RESET", "SELECT",
			"CLIENT", "COMMAND", "INFO", "CONFIG", "TIME", "MONITOR", "SLOWLOG", "LATENCY", "MEMORY", "SUBSCRIBE",
			"PSUBSCRIBE", "UNSUBSCRIBE", "PUNSUBSCRIBE", "PUBLISH", "PUBSUB", "MULTI", "EXEC", "DISCARD", "WATCH",
			"UNWATCH", "ITER", "NEXT", "STOP");

	private BuiltInCommands() {
	}

	/**
	 * Tell whether an application must not define a command of a name.
	 * @param name the name, in any case
	 * @return whether the name is reserved
	 */
	public static boolean isReserved(String name) {
		String upperCase = name.toUpperCase(Locale.ROOT);
		return upperCase.startsWith(RESERVED_PREFIX) || RESERVED.contains(upperCase);
	}

	static List<Command> all() {
		return List.of(new HelloCommand(), new AuthCommand(), new PingCommand(), new EchoCommand(), new QuitCommand(),
				new ResetCommand(), new SelectCommand(), new ClientCommand(), new CommandCommand(), new FormatCommand(),
				new JsonCommand(), new SubscribeCommand(SubscriptionKind.CHANNEL),
				new SubscribeCommand(SubscriptionKind.PATTERN), new UnsubscribeCommand(SubscriptionKind.CHANNEL),
				new UnsubscribeCommand(SubscriptionKind.PATTERN), new PublishCommand(), new PubSubCommand(),
				new MultiCommand(), new ExecCommand(), new DiscardCommand(), new WatchCommand(), new UnwatchCommand(),
				new MonitorCommand(), new InfoCommand(), new ConfigCommand(), new TimeCommand(), new SlowLogCommand(),
				new LatencyCommand(), new MemoryCommand(), new IterCommand(), new NextCommand(), new StopCommand());
	}

	/** Return those by which calls need not wait for each other. */
	static List<Command> multiplexing() {
		return List.of(new CallCommand(), new CancelCommand(), new CreditCommand(), new ItemCommand(),
				new EndCommand());
	}

}
