package io.tino.server;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.stream.Stream;

import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

import io.tino.command.CommandArgument;
import io.tino.command.CommandSpec;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

/**
 * {@code CLIENT MAINT_NOTIFICATIONS ON|OFF [MOVING-ENDPOINT-TYPE type]}: lets a client be
 * told by {@code MOVING} that it is to move to another connection. An answer of
 * {@code OK} is a promise, so that what cannot be kept is refused. All clients that ask
 * go on without it then.
 */
final class ClientMaintNotifications {

	private static final String ENDPOINT_TYPE = "MOVING-ENDPOINT-TYPE";

	private static final String NO_ENDPOINT = "none";

	private static final List<String> IP_TYPES = List.of("internal-ip", "external-ip");

	private static final List<String> NAME_TYPES = List.of("internal-fqdn", "external-fqdn");

	private static final List<CommandArgument> ARGUMENTS = List.of(
			CommandArgument.oneOf("enabled", Stream.of("ON", "OFF").map(CommandArgument::token).toList()),
			new CommandArgument("moving-endpoint-type", "oneof", true, false, ENDPOINT_TYPE,
					Stream.of(IP_TYPES, NAME_TYPES, List.of(NO_ENDPOINT))
						.flatMap(List::stream)
						.map(CommandArgument::token)
						.toList()));

	private ClientMaintNotifications() {
	}

	static Subcommand command() {
		return Subcommand.of(CommandSpec.named("CLIENT|MAINT_NOTIFICATIONS")
			.summary("Says whether to be told to move to another connection")
			.group("connection")
			.arguments(ARGUMENTS)
			.arguments(1, CommandSpec.UNLIMITED), ClientMaintNotifications::run);
	}

	private static void run(ServerCall call) {
		ServerConnection connection = call.connection();
		if (call.matches(0, "OFF") && call.argumentCount() == 1) {
			connection.maintNotifications(MaintNotifications.OFF);
			call.reply(RespWriter::ok);
			return;
		}
		boolean typed = call.argumentCount() == 3 && call.matches(1, ENDPOINT_TYPE);
		if (!call.matches(0, "ON") || !(typed || call.argumentCount() == 1)) {
			throw ClientCommand.syntaxError();
		}
		requirePushes(call);
		connection.maintNotifications(typed ? choose(call) : anything(call));
		call.reply(RespWriter::ok);
		call.session().context().handover().joined(call.session());
	}

	private static void requirePushes(ServerCall call) {
		if (call.session().context().settings().handoverTimeout.isZero()) {
			throw BuiltInCommand.error("MAINT_NOTIFICATIONS are turned off");
		}
		if (call.connection().version() == RespVersion.RESP2) {
			throw BuiltInCommand.error("MAINT_NOTIFICATIONS need RESP3");
		}
	}

	private static MaintNotifications choose(ServerCall call) {
		String type = call.text(2);
		if (NO_ENDPOINT.equalsIgnoreCase(type)) {
			return MaintNotifications.WITHOUT_ENDPOINT;
		}
		boolean byName = NAME_TYPES.stream().anyMatch(type::equalsIgnoreCase);
		if (!byName && IP_TYPES.stream().noneMatch(type::equalsIgnoreCase)) {
			throw BuiltInCommand.error("invalid moving-endpoint-type '" + type + "'");
		}
		InetSocketAddress endpoint = endpoint(call);
		if (endpoint == null || (byName && NetUtil.isValidIpV4Address(endpoint.getHostString()))) {
			throw BuiltInCommand.error("no endpoint of type '" + type + "' is configured to move to");
		}
		return MaintNotifications.WITH_ENDPOINT;
	}

	/** Who names no type takes an endpoint, or none. */
	private static MaintNotifications anything(ServerCall call) {
		return (endpoint(call) != null) ? MaintNotifications.WITH_ENDPOINT : MaintNotifications.WITHOUT_ENDPOINT;
	}

	/** Who has come by a socket of this machine is not sent to the network. */
	private static @Nullable InetSocketAddress endpoint(ServerCall call) {
		boolean local = call.connection().localAddress() instanceof UnixDomainSocketAddress;
		return local ? null : call.session().context().settings().handoverEndpoint;
	}

}
