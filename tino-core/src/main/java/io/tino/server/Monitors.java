package io.tino.server;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import io.tino.transport.SocketAddressFormat;

/**
 * The sessions that are shown the calls of all others. Thread-safe.
 *
 * @see <a href="https://redis.io/docs/latest/commands/monitor/">MONITOR in Redis</a>
 */
final class Monitors {

	private final Clock clock;

	private final Set<ServerSession> sessions = ConcurrentHashMap.newKeySet();

	/** Asked for with every call. */
	private volatile boolean watching;

	Monitors(Clock clock) {
		this.clock = clock;
	}

	synchronized void add(ServerSession session) {
		this.sessions.add(session);
		this.watching = true;
	}

	synchronized void remove(ServerSession session) {
		this.sessions.remove(session);
		this.watching = !this.sessions.isEmpty();
	}

	/** Tell whether nobody is shown anything. */
	boolean isEmpty() {
		return this.sessions.isEmpty();
	}

	/**
	 * Show a call that has run. Its arguments must be there still.
	 */
	void show(ServerCall call) {
		boolean hidden = call.command() instanceof BuiltInCommand builtIn && builtIn.isHiddenFromMonitors();
		if (!this.watching || hidden) {
			return;
		}
		ByteBuf line = Unpooled.directBuffer();
		try {
			write(call, line);
			for (ServerSession session : this.sessions) {
				if (session != call.session() || !call.closesAfterReply()) {
					deliver(session, line);
				}
			}
		}
		finally {
			line.release();
		}
	}

	private void write(ServerCall call, ByteBuf line) {
		Instant now = this.clock.instant();
		ByteBufUtil.writeUtf8(line, String.format(Locale.ROOT, "+%d.%06d [0 %s]", now.getEpochSecond(),
				now.getNano() / 1000, SocketAddressFormat.format(call.connection().remoteAddress())));
		CallText.of(call).forEach((argument) -> ByteBufUtil.writeUtf8(line, " " + CallText.quote(argument)));
		line.writeByte('\r').writeByte('\n');
	}

	/** In its turn: behind what the monitor itself is just being answered. */
	private static void deliver(ServerSession session, ByteBuf line) {
		if (session.transport().inEventLoop()) {
			session.deliver(line);
			return;
		}
		line.retain();
		boolean accepted = session.transport().execute(() -> {
			try {
				session.deliver(line);
			}
			finally {
				line.release();
			}
		});
		if (!accepted) {
			line.release();
		}
	}

}
