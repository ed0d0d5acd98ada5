package io.tino.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

import io.tino.transport.TransportLoop;

/**
 * What the listener of a client has told of calls that succeed on an event loop, asked
 * for once. Thread-safe.
 */
final class CallRecorders {

	private final List<OnLoop> loops;

	CallRecorders(TinoClientListener listener, List<TransportLoop> loops) {
		this.loops = loops.stream().map((loop) -> new OnLoop(listener, loop)).toList();
	}

	/**
	 * Return what is told of calls of a command that succeed on this thread.
	 * @param command the command
	 * @return what is told, or {@code null} if it is the listener
	 */
	@Nullable LongConsumer get(String command) {
		for (int index = 0; index < this.loops.size(); index++) { // as often as calls
			OnLoop each = this.loops.get(index);
			if (each.loop.inEventLoop()) {
				return each.get(command);
			}
		}
		return null;
	}

	/**
	 * Those of one event loop. Most calls are of the command that the one before was of.
	 */
	private static final class OnLoop {

		private final TinoClientListener listener;

		private final TransportLoop loop;

		private final Map<String, Optional<LongConsumer>> recorders = new HashMap<>();

		private String last = "";

		private @Nullable LongConsumer lastRecorder;

		OnLoop(TinoClientListener listener, TransportLoop loop) {
			this.listener = listener;
			this.loop = loop;
		}

		@Nullable LongConsumer get(String command) {
			if (!this.last.equals(command)) {
				this.last = command;
				this.lastRecorder = this.recorders
					.computeIfAbsent(command, (key) -> Optional.ofNullable(this.listener.recorder(key)))
					.orElse(null);
			}
			return this.lastRecorder;
		}

	}

}
