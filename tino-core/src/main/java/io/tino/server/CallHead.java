package io.tino.server;

import java.security.Principal;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.CommandRegistry;
import io.tino.command.CommandSpec;
import io.tino.command.ErrorCode;
import io.tino.payload.PayloadFormat;
import io.tino.resp.Request;
import io.tino.resp.RespVersion;

/**
 * What a request calls, known before its arguments are read. The id of a multiplexed call
 * is no part of it, so that calls of the same have the same head.
 *
 * @param command the command, or {@code null} if there is none of the name
 * @param name the name asked for
 * @param firstArgument the element of the request that is the first argument
 * @param argumentCount how many arguments the request has
 * @param format how the arguments are encoded
 * @param isMultiplexed whether the call is answered by a push, whenever it is over
 */
record CallHead(@Nullable Command command, String name, int firstArgument, int argumentCount, PayloadFormat format,
		boolean isMultiplexed) {

	/** The id of a call that is answered in order. */
	static final long IN_ORDER = 0;

	private static final int SHOWN_NAME_LENGTH = 128;

	/**
	 * Find out what a request calls.
	 * @param request the request, whose name is available
	 * @param registry the commands
	 * @param connection the connection it came from
	 * @return the head, or {@code null} if it takes {@linkplain #elements more elements}
	 * to tell
	 */
	static @Nullable CallHead resolve(Request request, CommandRegistry registry, ServerConnection connection) {
		if (request.isPrefixed() && hasId(request, connection)) {
			return ofMultiplexed(request, registry, connection);
		}
		Command command = registry.find(request.element(0));
		if (command instanceof JsonCommand && request.size() > 1) {
			if (request.available() == 1) {
				return null;
			}
			Command target = registry.find(request.element(1));
			boolean callable = target != null && !(target instanceof BuiltInCommand);
			return of(callable ? target : null, request, JsonCommand.HEAD_ELEMENTS, PayloadFormat.JSON, false);
		}
		if (command instanceof IterCommand && request.size() >= IterCommand.HEAD_ELEMENTS) {
			if (request.available() < IterCommand.HEAD_ELEMENTS) {
				return null;
			}
			Command target = registry.find(request.element(IterCommand.HEAD_ELEMENTS - 1));
			boolean callable = target != null && !(target instanceof BuiltInCommand);
			return of(callable ? target : null, request, IterCommand.HEAD_ELEMENTS, connection.format(), false);
		}
		if (command instanceof CallCommand && request.size() >= CallCommand.HEAD_ELEMENTS
				&& CallCommand.misuse(connection) == null) {
			if (request.available() < CallCommand.HEAD_ELEMENTS) {
				return null;
			}
			if (hasId(request, connection)) {
				return ofMultiplexed(request, registry, connection);
			}
		}
		return of(command, request, 1, connection, false);
	}

	/** Tell whether a request has the id of a multiplexed call. */
	private static boolean hasId(Request request, ServerConnection connection) {
		return mayHaveId(request, connection) && CallCommand.callId(request) != IN_ORDER;
	}

	private static boolean mayHaveId(Request request, ServerConnection connection) {
		return request.available() >= CallCommand.HEAD_ELEMENTS && CallCommand.misuse(connection) == null;
	}

	private static @Nullable CallHead ofMultiplexed(Request request, CommandRegistry registry,
			ServerConnection connection) {
		return of(registry.find(request.element(CallCommand.HEAD_ELEMENTS - 1)), request, CallCommand.HEAD_ELEMENTS,
				connection, true);
	}

	private static @Nullable CallHead of(@Nullable Command command, Request request, int firstArgument,
			ServerConnection connection, boolean multiplexed) {
		if (command instanceof ContainerCommand container && request.size() > firstArgument) {
			return (request.available() > firstArgument)
					? ofSubcommand(container, request, firstArgument, connection, multiplexed) : null;
		}
		return of(command, request, firstArgument, connection.format(), multiplexed);
	}

	/**
	 * Tell whether this is the head of a request of the same bytes, but for the id, if it
	 * {@linkplain #takes takes} that.
	 * @param request the request
	 * @param connection the connection it came from
	 * @return whether it may be; otherwise the head has to be resolved
	 */
	boolean mayBeOf(Request request, ServerConnection connection) {
		return this.format == connection.format() && request.isPrefixed() == this.isMultiplexed
				&& (!this.isMultiplexed || mayHaveId(request, connection));
	}

	/** Tell whether an id is what a request with this head has. */
	boolean takes(long callId) {
		return this.isMultiplexed == (callId != IN_ORDER);
	}

	/** Tell whether the bytes of the head alone, and the format, have decided this. */
	boolean isRepeatable() {
		return this.isMultiplexed || !(this.command instanceof CallCommand);
	}

	/**
	 * Return the id of the call.
	 * @param request the request
	 * @return the id, or {@link #IN_ORDER} if it is answered in order
	 */
	long callId(Request request) {
		return this.isMultiplexed ? CallCommand.callId(request) : IN_ORDER;
	}

	/**
	 * Say what can be said of a request that is too large to find out what it calls.
	 * @param request the request, whose name may not be available
	 * @param connection the connection it came from
	 * @return a head without a command
	 */
	static CallHead unknown(Request request, ServerConnection connection) {
		boolean multiplexed = request.available() > 1 && CallCommand.isCalledBy(request)
				&& CallCommand.misuse(connection) == null;
		return new CallHead(null, multiplexed ? "head of the call" : "command name", 0, 0, connection.format(),
				multiplexed && CallCommand.callId(request) != IN_ORDER);
	}

	private static CallHead ofSubcommand(ContainerCommand container, Request request, int index,
			ServerConnection connection, boolean multiplexed) {
		BuiltInCommand subcommand = container.find(request, index);
		if (subcommand != null) {
			return of(subcommand, request, index + 1, connection.format(), multiplexed);
		}
		return new CallHead(container, shown(request.text(index)), index + 1, request.size() - index - 1,
				connection.format(), multiplexed);
	}

	private static CallHead of(@Nullable Command command, Request request, int firstArgument, PayloadFormat format,
			boolean multiplexed) {
		String name = (command != null) ? command.spec().name() : shown(request.text(firstArgument - 1));
		return new CallHead(command, name, firstArgument, request.size() - firstArgument, format, multiplexed);
	}

	/** Return how many elements tell what a request calls, if those there do not. */
	static int elements(Request request) {
		boolean multiplexed = request.available() < CallCommand.HEAD_ELEMENTS && CallCommand.isCalledBy(request);
		return multiplexed ? CallCommand.HEAD_ELEMENTS : request.available() + 1;
	}

	/** Return how many elements the request has up to the name of the command. */
	private int commandElements() {
		return this.isMultiplexed ? CallCommand.HEAD_ELEMENTS : 1;
	}

	/** Tell whether the call is answered by a cursor. */
	boolean isIteration() {
		return this.firstArgument == IterCommand.HEAD_ELEMENTS && !isMultiplexed()
				&& !(this.command instanceof BuiltInCommand);
	}

	/** Return the head of the {@code ITER} that this call has come by. */
	CallHead iteration(Command iter) {
		int argumentCount = this.argumentCount + IterCommand.HEAD_ELEMENTS - 1;
		return new CallHead(iter, iter.spec().name(), 1, argumentCount, this.format, false);
	}

	/** Return the command of a call that has not been refused. */
	Command requireCommand() {
		return Objects.requireNonNull(this.command);
	}

	private static String shown(String name) {
		return (name.length() > SHOWN_NAME_LENGTH) ? name.substring(0, SHOWN_NAME_LENGTH) : name;
	}

	/** Return how long the request may be, framing included. */
	long maxRequestBytes() {
		return (this.command instanceof BuiltInCommand builtIn) ? builtIn.maxRequestBytes() : Long.MAX_VALUE;
	}

	/**
	 * Find a reason to refuse the request without reading its arguments.
	 * @param context the server
	 * @param connection the connection that the request came from
	 * @param draining whether the server is stopping and the request came too late
	 * @return what to answer, or {@code null} if the request may run
	 */
	@Nullable CommandException refusal(ServerContext context, ServerConnection connection, boolean draining) {
		boolean exempt = this.command instanceof BuiltInCommand builtIn && builtIn.isOpenToAll();
		if (context.settings().authenticationRequired && connection.principal() == null && !exempt) {
			return new CommandException(ErrorCode.NOAUTH, "Authentication required.");
		}
		if (this.command == null) {
			return new CommandException(ErrorCode.INVALID_COMMAND, this.name);
		}
		if (!this.command.spec().permission().isGrantedTo(connection)) {
			String reason = (connection.principal() == null) ? " requires authentication" : " is not permitted";
			return new CommandException(ErrorCode.PERMISSION_DENIED, this.name + reason);
		}
		if (draining && (!(this.command instanceof BuiltInCommand) || this.command instanceof ExecCommand)) {
			return new CommandException(ErrorCode.UNAVAILABLE, "server is stopping");
		}
		if (isMultiplexed() && this.command instanceof BuiltInCommand builtIn && !builtIn.isMultiplexed()) {
			return BuiltInCommand.error("'" + builtIn.lowerCaseName() + "' cannot be called by TINO.CALL");
		}
		if (this.command instanceof ContainerCommand container && this.firstArgument > commandElements()) {
			return container.unknownSubcommand(this.name);
		}
		if (this.command instanceof ContainerCommand container && container.isContainerOnly()) {
			return BuiltInCommand.wrongNumberOfArguments(this.name);
		}
		CommandException mismatch = argumentMismatch(this.command);
		if (mismatch != null) {
			return mismatch;
		}
		CommandException misuse = isMultiplexed() ? null : streamMisuse(this.command.spec(), connection);
		if (misuse != null) {
			return misuse;
		}
		BuiltInCommand builtIn = (this.command instanceof BuiltInCommand known) ? known : null;
		if (connection.isSubscriber() && (builtIn == null || !builtIn.isAllowedToSubscribers())) {
			return refusedToSubscriber(this.command);
		}
		return (builtIn != null) ? builtInRefusal(context, connection, builtIn) : null;
	}

	private @Nullable CommandException streamMisuse(CommandSpec spec, ServerConnection connection) {
		if (spec.takesStream()) {
			return BuiltInCommand.error(this.name + " takes a stream, call it by TINO.CALL");
		}
		if (spec.returnsStream() != isIteration()) {
			return BuiltInCommand.error(this.name + (isIteration() ? " returns no stream, call it without ITER"
					: " returns a stream, call it by ITER"));
		}
		return (isIteration() && connection.transaction() != null)
				? BuiltInCommand.error("ITER inside MULTI is not allowed") : null;
	}

	private static @Nullable CommandException builtInRefusal(ServerContext context, ServerConnection connection,
			BuiltInCommand command) {
		if (command instanceof CallCommand) {
			return Objects.requireNonNullElseGet(CallCommand.misuse(connection), CallCommand::invalidId);
		}
		if (command instanceof CallControlCommand && connection.version() == RespVersion.RESP2) {
			return CallCommand.needsResp3(command.spec().name());
		}
		if (command.isAdministrative() && !context.settings().administration.isGrantedTo(connection)) {
			Principal principal = connection.principal();
			return new CommandException(ErrorCode.NOPERM,
					"User " + ((principal != null) ? principal.getName() : "default")
							+ " has no permissions to run the '" + command.lowerCaseName() + "' command");
		}
		return null;
	}

	/**
	 * Refuse what a client cannot be answered in RESP2 while it waits for messages, as
	 * the answer could be taken for one.
	 */
	private static CommandException refusedToSubscriber(Command command) {
		return BuiltInCommand.error("Can't execute '" + command.spec().name().toLowerCase(Locale.ROOT)
				+ "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context");
	}

	private @Nullable CommandException argumentMismatch(Command command) {
		CommandSpec spec = command.spec();
		if (this.firstArgument == JsonCommand.HEAD_ELEMENTS && spec.isPlain()) {
			return new CommandException(ErrorCode.ERR, this.name + " takes plain arguments, call it without TINO.JSON");
		}
		if (this.argumentCount >= spec.minArguments() && this.argumentCount <= spec.maxArguments()) {
			return null;
		}
		if (command instanceof BuiltInCommand) {
			return BuiltInCommand.wrongNumberOfArguments(this.name);
		}
		return new CommandException(ErrorCode.NUM_ARG_MISMATCH,
				this.name + " takes " + expectedArguments(spec) + ", got " + this.argumentCount);
	}

	private static String expectedArguments(CommandSpec spec) {
		String range = Integer.toString(spec.minArguments());
		if (spec.maxArguments() == CommandSpec.UNLIMITED) {
			range = "at least " + range;
		}
		else if (spec.maxArguments() > spec.minArguments()) {
			range += " to " + spec.maxArguments();
		}
		int last = (spec.maxArguments() == CommandSpec.UNLIMITED) ? spec.minArguments() : spec.maxArguments();
		return range + ((last == 1) ? " argument" : " arguments");
	}

}
