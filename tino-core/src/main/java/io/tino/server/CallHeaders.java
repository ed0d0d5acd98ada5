package io.tino.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

import io.netty.buffer.ByteBuf;

import io.tino.command.CallContext;
import io.tino.command.CommandException;
import io.tino.command.ErrorCode;
import io.tino.payload.MessagePackHeaders;
import io.tino.payload.PayloadException;
import io.tino.resp.Request;

/**
 * What the multiplexed call that was received last brings along besides its arguments.
 * One is read after another, so that nothing is allocated for what most of them bring.
 * Confined to the event loop of the connection.
 */
final class CallHeaders implements MessagePackHeaders.Visitor {

	/** The credit of a call that wants no stream. */
	static final long NO_STREAM = -1;

	private static final String DEADLINE = "deadline-ms";

	private static final String CREDIT = "credit";

	/** What the protocol itself defines for whoever serves the call. */
	private static final Set<String> TRACE = Set.of("traceparent", "tracestate", "baggage");

	/** So that no sum with the time overflows. */
	private static final long MAX_DEADLINE_NANOS = Duration.ofDays(365).toNanos();

	private static final long NANOS_PER_MILLI = 1_000_000;

	private final ServerSettings settings;

	private Map<String, String> passed = Map.of();

	private long timeoutNanos;

	private long credit;

	/** What those are told that have come at once with the last call. */
	private CallContext context = CallContext.EMPTY;

	private long contextNanos;

	private boolean contextKnown;

	/** Tells the head that they are of, or is 0. */
	private long version;

	CallHeaders(ServerSettings settings) {
		this.settings = settings;
	}

	/**
	 * Read the headers of a call, unless they are those of the last one.
	 * @param request the request
	 * @throws CommandException if there are no such headers
	 */
	void read(Request request) {
		if (request.headVersion() == 0 || request.headVersion() != this.version) {
			this.version = 0;
			this.contextKnown = false;
			read(request.element(CallCommand.HEADERS));
			this.version = request.headVersion();
		}
	}

	/** Read headers, which there are none if there are no bytes. */
	private void read(ByteBuf bytes) {
		this.passed = Map.of();
		this.timeoutNanos = CallContext.ANY_TIME;
		this.credit = NO_STREAM;
		if (!bytes.isReadable()) {
			return;
		}
		int maxBytes = this.settings.multiplexingLimits.maxHeaderBytes();
		if (bytes.readableBytes() > maxBytes) {
			throw new CommandException(ErrorCode.PAYLOAD_TOO_LARGE, "headers exceed " + maxBytes + " bytes");
		}
		try {
			MessagePackHeaders.read(bytes, DEADLINE, this);
		}
		catch (PayloadException ex) {
			throw BuiltInCommand.error("invalid headers: " + ex.getMessage());
		}
	}

	/**
	 * Return what the call is told of them.
	 * @param arrivedNanos when the call has come, from when its time counts
	 * @param nanoTime the clock
	 */
	CallContext context(long arrivedNanos, LongSupplier nanoTime) {
		if (!this.contextKnown || this.contextNanos != arrivedNanos) {
			this.context = CallContext.of(this.passed, arrivedNanos, this.timeoutNanos, nanoTime);
			this.contextNanos = arrivedNanos;
			this.contextKnown = true;
		}
		return this.context;
	}

	/** Return how many items of a stream the client takes, or {@link #NO_STREAM}. */
	long credit() {
		return this.credit;
	}

	@Override
	public void number(String name, long value) {
		if (name.equals(DEADLINE)) {
			this.timeoutNanos = nanos(value);
		}
		else if (name.equals(CREDIT)) {
			this.credit = Math.max(0, value);
		}
	}

	private static long nanos(long millis) {
		long max = MAX_DEADLINE_NANOS / NANOS_PER_MILLI;
		return Math.max(-max, Math.min(max, millis)) * NANOS_PER_MILLI;
	}

	@Override
	public void text(String name, String value) {
		other(name);
		if (TRACE.contains(name) || this.settings.allowedHeaders.contains(name)) {
			if (this.passed.isEmpty()) {
				this.passed = new LinkedHashMap<>();
			}
			this.passed.put(name, value);
		}
	}

	@Override
	public void other(String name) {
		if (name.equals(DEADLINE) || name.equals(CREDIT)) {
			throw BuiltInCommand.error("invalid headers: " + name + " must be an integer");
		}
	}

}
