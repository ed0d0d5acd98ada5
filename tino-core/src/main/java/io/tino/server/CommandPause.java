package io.tino.server;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.tino.command.Command;

/**
 * Holds back the calls of all clients for a time, as {@code CLIENT PAUSE} asks for.
 * Thread-safe.
 *
 * @see <a href="https://redis.io/docs/latest/commands/client-pause/">CLIENT PAUSE in
 * Redis</a>
 */
final class CommandPause {

	private final ServerSessions sessions;

	private final LongSupplier nanoTime;

	/** What holds now, or {@code null} if nothing is held back. */
	private volatile @Nullable Pause pause;

	CommandPause(ServerSessions sessions, LongSupplier nanoTime) {
		this.sessions = sessions;
		this.nanoTime = nanoTime;
	}

	/**
	 * Hold calls back. A pause that lasts longer is not shortened.
	 * @param millis for how long
	 * @param writesOnly whether calls that change nothing may run
	 * @return when the pause has to be {@linkplain #endIfOver() ended}, in nanoseconds
	 * from now
	 */
	synchronized long begin(long millis, boolean writesOnly) {
		long now = this.nanoTime.getAsLong();
		long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
		Pause current = this.pause;
		long left = (current != null) ? Math.max(nanos, current.endNanos - now) : nanos;
		this.pause = new Pause(now + left, writesOnly);
		return left;
	}

	/** End the pause if its time has come. */
	synchronized void endIfOver() {
		Pause current = this.pause;
		if (current != null && current.endNanos - this.nanoTime.getAsLong() <= 0) {
			end();
		}
	}

	/** End the pause, and let everybody go on. */
	synchronized void end() {
		if (this.pause != null) {
			this.pause = null;
			this.sessions.forEach((session) -> session.transport().execute(session::resume));
		}
	}

	/**
	 * Tell whether a call has to wait.
	 * @param command what is called
	 * @param connection where the call comes from
	 */
	boolean holds(Command command, ServerConnection connection) {
		Pause current = this.pause;
		if (current == null) {
			return false;
		}
		if (command instanceof BuiltInCommand builtIn) {
			return !builtIn.isExemptFromPause() && (!current.writesOnly || builtIn.mayWrite(connection));
		}
		return true; // nobody knows what the command of an application does
	}

	private record Pause(long endNanos, boolean writesOnly) {
	}

}
