package io.tino.server;

import io.tino.resp.RespWriter;

/**
 * {@code CLIENT TRACKING|TRACKINGINFO|CACHING}: there are no keys here that a client
 * could keep copies of, so that tracking is off and stays so.
 *
 * @see <a href="https://redis.io/docs/latest/commands/client-tracking/">CLIENT TRACKING
 * in Redis</a>
 */
final class ClientTracking {

	private ClientTracking() {
	}

	static void tracking(ServerCall call) {
		if (call.matches(0, "ON")) {
			throw BuiltInCommand.error("CLIENT TRACKING is not supported, as there are no keys");
		}
		if (!call.matches(0, "OFF") || call.argumentCount() > 1) {
			throw ClientCommand.syntaxError();
		}
		call.reply(RespWriter::ok);
	}

	static void caching(ServerCall call) {
		if (!call.matches(0, "YES") && !call.matches(0, "NO")) {
			throw ClientCommand.syntaxError();
		}
		throw BuiltInCommand.error("CLIENT CACHING can be called only when the client is in tracking mode with OPTIN "
				+ "or OPTOUT mode enabled");
	}

	static void info(ServerCall call) {
		call.reply((writer) -> {
			writer.map(3);
			writer.bulk("flags");
			writer.set(1);
			writer.bulk("off");
			writer.bulk("redirect");
			writer.number(-1);
			writer.bulk("prefixes");
			writer.array(0);
		});
	}

}
