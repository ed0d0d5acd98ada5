package io.tino.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.command.CallContext;
import io.tino.command.CommandException;
import io.tino.command.ErrorCode;
import io.tino.payload.MessagePackHeaders;
import io.tino.payload.PayloadException;

/**
 * What a multiplexed call brings along besides its arguments.
 *
 * @param passed the headers that the application may see, by their names
 * @param deadline how much time is left, or {@code null} for any time
 * @param credit how many items of a stream the client takes, or {@link #NO_STREAM}
 */
record CallHeaders(Map<String, String> passed, @Nullable Duration deadline, long credit) {

	/** The credit of a call that wants no stream. */
	static final long NO_STREAM = -1;

	private static final CallHeaders NONE = new CallHeaders(Map.of(), null, NO_STREAM);

	/** What the protocol itself defines for whoever serves the call. */
	private static final Set<String> TRACE = Set.of("traceparent", "tracestate", "baggage");

	/**
	 * Read headers.
	 * @param bytes the bytes, none of which are no headers
	 * @param settings say how many bytes they may have, and which the application sees
	 * @return the headers
	 * @throws CommandException if there are no such headers
	 */
	static CallHeaders read(ByteBuf bytes, ServerSettings settings) {
		if (!bytes.isReadable()) {
			return NONE;
		}
		int maxBytes = settings.multiplexingLimits.maxHeaderBytes();
		if (bytes.readableBytes() > maxBytes) {
			throw new CommandException(ErrorCode.PAYLOAD_TOO_LARGE, "headers exceed " + maxBytes + " bytes");
		}
		Reader reader = new Reader(settings.allowedHeaders);
		try {
			MessagePackHeaders.read(bytes, reader::header);
		}
		catch (PayloadException ex) {
			throw BuiltInCommand.error("invalid headers: " + ex.getMessage());
		}
		return new CallHeaders(reader.passed, reader.deadline, reader.credit);
	}

	/** Return what the call is told of them, from now on. */
	CallContext context(LongSupplier nanoTime) {
		return CallContext.of(this.passed, this.deadline, nanoTime);
	}

	/**
	 * Takes the headers one by one.
	 */
	private static final class Reader {

		/** So that no sum with the time overflows. */
		private static final long MAX_DEADLINE_MILLIS = Duration.ofDays(365).toMillis();

		private final Set<String> allowed;

		private Map<String, String> passed = Map.of();

		private @Nullable Duration deadline;

		private long credit = NO_STREAM;

		Reader(Set<String> allowed) {
			this.allowed = allowed;
		}

		private void header(String name, @Nullable Object value) {
			if (name.equals("deadline-ms")) {
				this.deadline = Duration.ofMillis(Math.min(number(name, value), MAX_DEADLINE_MILLIS));
			}
			else if (name.equals("credit")) {
				this.credit = Math.max(0, number(name, value));
			}
			else {
				pass(name, value);
			}
		}

		private static long number(String name, @Nullable Object value) {
			if (value instanceof Long || value instanceof Integer) {
				return ((Number) value).longValue();
			}
			throw BuiltInCommand.error("invalid headers: " + name + " must be an integer");
		}

		private void pass(String name, @Nullable Object value) {
			if (value instanceof String text && (TRACE.contains(name) || this.allowed.contains(name))) {
				if (this.passed.isEmpty()) {
					this.passed = new LinkedHashMap<>();
				}
				this.passed.put(name, text);
			}
		}

	}

}
