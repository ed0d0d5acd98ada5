package io.tino.client;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.resp.RespValue;
import io.tino.resp.RespVersion;
import io.tino.resp.RespWriter;
import io.tino.transport.TransportConnection;

/**
 * How a connection begins: by {@code HELLO 3}, or as an older server needs it, by
 * {@code AUTH} or nothing at all.
 *
 * @param username the user's name, or {@code null} to send only the password
 * @param password the password, or {@code null} to not authenticate
 * @param name what to call the connection, or {@code null} for nothing
 */
record ClientHandshake(@Nullable String username, @Nullable String password, @Nullable String name) {

	/** The user that Redis takes a bare password for. */
	private static final String DEFAULT_USER = "default";

	private static final int RESP3 = 3;

	/** What there is to be told. */
	enum Outcome {

		/** Calls may be sent. */
		READY,

		/** The server does not know {@code HELLO}. */
		PLAIN,

		/** The server does not want this client. */
		REFUSED

	}

	/**
	 * Send the first request.
	 * @param plain whether the server is known not to know {@code HELLO}
	 * @param transport the connection
	 * @return whether there is one
	 */
	boolean send(boolean plain, TransportConnection transport) {
		ByteBuf request = transport.allocator().buffer();
		if (!write(plain, new RespWriter(request, RespVersion.RESP2))) {
			request.release();
			return false;
		}
		transport.write(request);
		transport.flush();
		return true;
	}

	private boolean write(boolean plain, RespWriter writer) {
		if (plain) {
			return writeAuth(writer);
		}
		writer.array(2 + ((this.password != null) ? 3 : 0) + ((this.name != null) ? 2 : 0));
		writer.bulk("HELLO");
		writer.bulk("3");
		if (this.password != null) {
			writer.bulk("AUTH");
			writer.bulk((this.username != null) ? this.username : DEFAULT_USER);
			writer.bulk(this.password);
		}
		if (this.name != null) {
			writer.bulk("SETNAME");
			writer.bulk(this.name);
		}
		return true;
	}

	private boolean writeAuth(RespWriter writer) {
		if (this.password == null) {
			return false;
		}
		writer.array((this.username != null) ? 3 : 2);
		writer.bulk("AUTH");
		if (this.username != null) {
			writer.bulk(this.username);
		}
		writer.bulk(this.password.getBytes(StandardCharsets.UTF_8));
		return true;
	}

	/**
	 * Judge the reply to the first request.
	 * @param plain whether the server was known not to know {@code HELLO}
	 * @param reply the reply
	 * @return what it means
	 */
	static Outcome judge(boolean plain, RespValue reply) {
		if (!(reply instanceof RespValue.SimpleError error)) {
			return Outcome.READY;
		}
		boolean unknown = switch (error.code()) {
			case "NOPROTO", "INVALID_COMMAND" -> true;
			case "ERR" -> error.message().toLowerCase(Locale.ROOT).contains("unknown command");
			default -> false;
		};
		return (unknown && !plain) ? Outcome.PLAIN : Outcome.REFUSED;
	}

	/**
	 * Find out whether the server lets calls overtake each other.
	 * @param reply the reply to the first request
	 * @return how, or {@code null} if it does not
	 */
	static @Nullable Multiplexing multiplexing(RespValue reply) {
		if (number(reply, "proto") != RESP3 || number(reply, "tino") < 1) {
			return null;
		}
		long maxCalls = Math.min(Integer.MAX_VALUE, number(reply, "tino_max_calls"));
		return (maxCalls > 0) ? new Multiplexing((int) maxCalls, Math.max(0, number(reply, "tino_window"))) : null;
	}

	/** Return a number of a map, or 0 if it has none of that name. */
	private static long number(RespValue reply, String name) {
		if (reply instanceof RespValue.Map map) {
			for (RespValue.Entry entry : map.entries()) {
				if (isText(entry.key(), name) && entry.value() instanceof RespValue.Number number) {
					return number.value();
				}
			}
		}
		return 0;
	}

	private static boolean isText(RespValue value, String text) {
		if (value instanceof RespValue.BulkString bulk) {
			return StandardCharsets.UTF_8.decode(bulk.bytes().duplicate()).toString().equals(text);
		}
		return value instanceof RespValue.SimpleString simple && simple.text().equals(text);
	}

	/**
	 * How a server lets calls overtake each other.
	 *
	 * @param maxCalls how many calls of one connection may be in flight
	 * @param window how many bytes of streams of arguments it takes ahead
	 */
	record Multiplexing(int maxCalls, long window) {
	}

	@Override
	public String toString() {
		return "ClientHandshake[username=" + this.username + ", name=" + this.name + "]";
	}

}
