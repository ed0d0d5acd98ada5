package io.tino.server;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.command.ErrorCode;
import io.tino.command.Execution;
import io.tino.resp.RespNumber;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;

/**
 * {@code HELLO [protover [AUTH username password] [SETNAME clientname]]}.
 * <p>
 * The reply holds only strings and integers, with the modules last: Lettuce reads it in
 * pairs of those.
 *
 * @see <a href="https://redis.io/docs/latest/commands/hello/">HELLO in Redis</a>
 */
final class HelloCommand extends BuiltInCommand {

	/** The version of the protocol of calls that do not wait for each other. */
	private static final int MULTIPLEXING_VERSION = 1;

	HelloCommand() {
		super(CommandSpec.named("HELLO")
			.summary("Selects the version of the protocol, and authenticates")
			.group("connection")
			.arguments(0, CommandSpec.UNLIMITED));
	}

	@Override
	boolean isOpenToAll() {
		return true;
	}

	@Override
	Execution execution(ServerCall call) {
		for (int index = 1; index < call.argumentCount(); index++) {
			if (call.matches(index, "AUTH")) {
				return Execution.WORKER;
			}
		}
		return Execution.EVENT_LOOP;
	}

	@Override
	void run(ServerCall call) {
		ServerConnection connection = call.connection();
		RespVersion version = (call.argumentCount() > 0) ? version(call.argument(0)) : connection.version();
		if (version == RespVersion.RESP2 && call.session().multiplexedCalls().isInUse()) {
			throw error("HELLO 2 is not allowed while calls are in flight");
		}
		Options options = readOptions(call);
		if (options.credentials > 0 && !Authentication.authenticate(call, call.text(options.credentials),
				call.text(options.credentials + 1))) {
			return;
		}
		String name = options.name;
		if (call.session().context().settings().authenticationRequired && connection.principal() == null) {
			throw new CommandException(ErrorCode.NOAUTH,
					"HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH "
							+ "<user> <pass> option can be used to authenticate the client and select the RESP "
							+ "protocol version at the same time");
		}
		if (name != null) {
			connection.name(name.isEmpty() ? null : name);
		}
		connection.version(version);
		ServerSettings settings = call.session().context().settings();
		call.reply((writer) -> write(connection, settings, writer));
	}

	private static RespVersion version(ByteBuf argument) {
		if (!RespNumber.isLong(argument)) {
			throw error("Protocol version is not an integer or out of range");
		}
		long number = RespNumber.parse(argument);
		for (RespVersion version : RespVersion.values()) {
			if (version.number() == number) {
				return version;
			}
		}
		throw new CommandException(ErrorCode.NOPROTO, "unsupported protocol version");
	}

	private static Options readOptions(ServerCall call) {
		String name = null;
		int index = 1;
		int credentials = 0;
		while (index < call.argumentCount()) {
			int more = call.argumentCount() - 1 - index;
			if (call.matches(index, "AUTH") && more >= 2) {
				credentials = index + 1;
				index += 3;
			}
			else if (call.matches(index, "SETNAME") && more >= 1) {
				name = ClientNames.require("Client names", call.text(index + 1));
				index += 2;
			}
			else {
				throw error("Syntax error in HELLO option '" + call.text(index) + "'");
			}
		}
		return new Options(credentials, name);
	}

	private static void write(ServerConnection connection, ServerSettings settings, RespWriter writer) {
		boolean multiplexes = settings.multiplexing && connection.version() != RespVersion.RESP2;
		writer.map(multiplexes ? 11 : 8);
		writer.bulk("server");
		writer.bulk("tino");
		writer.bulk("version");
		writer.bulk(ServerVersion.REDIS);
		writer.bulk("proto");
		writer.number(connection.version().number());
		writer.bulk("id");
		writer.number(connection.id());
		writer.bulk("mode");
		writer.bulk("standalone");
		writer.bulk("role");
		writer.bulk("master");
		writer.bulk("tino_version");
		writer.bulk(ServerVersion.TINO);
		if (multiplexes) {
			writer.bulk("tino");
			writer.number(MULTIPLEXING_VERSION);
			writer.bulk("tino_max_calls");
			writer.number(settings.multiplexingLimits.maxConcurrentCalls());
			writer.bulk("tino_window");
			writer.number(settings.multiplexingLimits.windowBytes());
		}
		writer.bulk("modules");
		writer.array(0);
	}

	/**
	 * What the client asks for besides the version.
	 *
	 * @param credentials the argument that is the username, or 0 if there is none
	 * @param name the name to set, or {@code null} if there is none
	 */
	private record Options(int credentials, @Nullable String name) {
	}

}
