package io.tino.server;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.netty.util.internal.PlatformDependent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.command.Command;
import io.tino.command.CommandRegistry;
import io.tino.command.Permission;
import io.tino.resp.RequestLimits;
import io.tino.transport.ClientAuth;
import io.tino.transport.EventLoops;
import io.tino.transport.NettyServer;
import io.tino.transport.SocketAddressFormat;
import io.tino.transport.TlsContext;
import io.tino.transport.TransportHandler;

/**
 * A {@link TinoServer} on Netty.
 *
 * @since 0.1.0
 */
public final class NettyTinoServer implements TinoServer {

	private static final Logger logger = LoggerFactory.getLogger(NettyTinoServer.class);

	private final Builder builder;

	private final CommandRegistry registry;

	private final AtomicLong lastConnectionId = new AtomicLong();

	/** Written under the lock, by those who start and stop. */
	private volatile @Nullable Running running;

	private NettyTinoServer(Builder builder) {
		this.builder = builder;
		List<Command> commands = new ArrayList<>(BuiltInCommands.all());
		if (builder.settings.multiplexing) {
			commands.addAll(BuiltInCommands.multiplexing());
		}
		commands.addAll(builder.commands);
		this.registry = new CommandRegistry(commands);
		for (Command command : builder.commands) {
			if (BuiltInCommands.isReserved(command.spec().name())) {
				throw new IllegalArgumentException(
						"Command " + command.spec().name() + " must not be defined: its name is reserved");
			}
		}
	}

	/**
	 * Build a server.
	 * @return a builder with the defaults
	 */
	public static Builder builder() {
		return new Builder();
	}

	@Override
	public synchronized void start() {
		if (this.running == null) {
			this.running = open();
			logger.info("Listening on {} with {} commands of the application", this.running.description(),
					this.builder.commands.size());
		}
	}

	private Running open() {
		Builder with = this.builder;
		if (with.protectedMode && with.settings.address != null && !isLoopback(with.settings.address)
				&& !authenticatesCallers()) {
			throw new ProtectedModeException(with.settings.address);
		}
		EventLoops eventLoops = EventLoops.create(with.eventLoops, "tino-server", false);
		WorkerPool pool = (with.workers == null) ? with.workerPool() : null;
		Executor workers = (with.workers != null) ? with.workers : pool;
		ServerSessions sessions = new ServerSessions(this.lastConnectionId);
		with.settings.runId = newRunId();
		ServerContext context = new ServerContext(with.settings, this.registry, workers, sessions, System::nanoTime,
				Clock.systemUTC());
		try {
			List<NettyServer> servers = listen(eventLoops, new SessionFactory(context));
			ConnectionTimeouts.watch(context, eventLoops.next());
			return new Running(servers, eventLoops, context, pool);
		}
		catch (RuntimeException ex) {
			eventLoops.close();
			if (pool != null) {
				pool.end(true);
			}
			throw ex;
		}
	}

	private boolean authenticatesCallers() {
		Supplier<TlsContext> tls = this.builder.tls;
		return this.builder.settings.authenticator != null
				|| (tls != null && tls.get().clientAuth() == ClientAuth.NEED);
	}

	private List<NettyServer> listen(EventLoops eventLoops, TransportHandler.Factory factory) {
		Builder with = this.builder;
		List<NettyServer> servers = new ArrayList<>();
		try {
			if (with.settings.address != null) {
				servers
					.add((with.tls == null) ? NettyServer.bind(eventLoops, with.settings.address, factory) : NettyServer
						.bind(eventLoops, with.settings.address, with.tls, with.handshakeTimeout, factory));
			}
			if (with.unixSocket != null) {
				servers.add(NettyServer.bind(eventLoops, UnixDomainSocketAddress.of(with.unixSocket),
						with.unixSocketPermissions, factory));
			}
			return servers;
		}
		catch (RuntimeException ex) {
			servers.forEach(NettyServer::close);
			throw ex;
		}
	}

	private static String newRunId() {
		byte[] bytes = new byte[20];
		new SecureRandom().nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	private static boolean isLoopback(InetSocketAddress address) {
		return address.getAddress() != null && address.getAddress().isLoopbackAddress();
	}

	@Override
	public synchronized CompletableFuture<Boolean> stop(Duration gracePeriod) {
		Running current = this.running;
		if (current == null) {
			return CompletableFuture.completedFuture(true);
		}
		this.running = null;
		return current.stop(gracePeriod);
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	@Override
	public @Nullable SocketAddress localAddress() {
		Running current = this.running;
		return (current != null) ? current.servers.get(0).localAddress() : null;
	}

	/**
	 * What there is between a start and a stop.
	 */
	private record Running(List<NettyServer> servers, EventLoops eventLoops, ServerContext context,
			@Nullable WorkerPool pool) {

		String description() {
			return this.servers.stream()
				.map((server) -> SocketAddressFormat.describe(server.localAddress()))
				.collect(Collectors.joining(" and "));
		}

		CompletableFuture<Boolean> stop(Duration gracePeriod) {
			this.context.pause().end();
			ServerSessions sessions = this.context.sessions();
			CompletableFuture<?>[] free = this.servers.stream()
				.map(NettyServer::close)
				.toArray(CompletableFuture<?>[]::new);
			CompletableFuture<Void> drained = CompletableFuture.allOf(free)
				.thenCompose((closed) -> handOver(gracePeriod))
				.thenCompose((handedOver) -> drain());
			return drained.thenCompose((done) -> sessions.close())
				.thenApply((closed) -> true)
				.completeOnTimeout(false, TimeUnit.NANOSECONDS.convert(gracePeriod), TimeUnit.NANOSECONDS)
				.thenCompose((closed) -> end(closed, drained.isDone(), gracePeriod));
		}

		/** Until clients have moved, or do not. */
		private CompletableFuture<Void> handOver(Duration gracePeriod) {
			Duration timeout = this.context.handover().timeout(gracePeriod);
			return this.context.handover()
				.begin(timeout)
				.completeOnTimeout(null, timeout.toNanos(), TimeUnit.NANOSECONDS);
		}

		/** Calls may have been held back again in the meantime. */
		private CompletableFuture<Void> drain() {
			this.context.pause().end();
			return this.context.sessions().drain();
		}

		private CompletableFuture<Boolean> end(boolean closed, boolean finished, Duration gracePeriod) {
			if (!finished && !gracePeriod.isZero()) {
				logger.warn("Calls are still in flight after a grace period of {} ms, cutting them off",
						gracePeriod.toMillis());
			}
			if (!closed) {
				this.context.sessions().abort();
			}
			CompletableFuture<Void> poolEnded = (this.pool != null) ? this.pool.end(finished)
					: CompletableFuture.completedFuture(null);
			return poolEnded.thenCompose((done) -> this.eventLoops.shutdown()).thenApply((ended) -> finished);
		}

	}

	/**
	 * Builds a {@link NettyTinoServer}.
	 */
	public static final class Builder {

		private @Nullable Path unixSocket;

		private Set<PosixFilePermission> unixSocketPermissions = PosixFilePermissions.fromString("rwx------");

		private @Nullable Supplier<TlsContext> tls;

		private Duration handshakeTimeout = Duration.ofSeconds(10);

		private List<Command> commands = List.of();

		private int eventLoops = defaultEventLoops();

		private @Nullable Executor workers;

		private @Nullable ThreadFactory virtualThreads;

		private int workerThreads = 200;

		private int workerQueueCapacity = 10_000;

		private boolean protectedMode = true;

		private final ServerSettings settings = new ServerSettings();

		private Builder() {
			this.settings.maxOutputBytes = PlatformDependent.maxDirectMemory() / 4;
		}

		/** The other half of the cores is for the calls themselves. */
		private static int defaultEventLoops() {
			return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
		}

		/**
		 * Set where to listen on the network.
		 * @param address the address, {@code 127.0.0.1:7777} by default; port 0 stands
		 * for any free port. {@code null} to listen only on a
		 * {@linkplain #unixSocket(Path) Unix domain socket}
		 * @return this builder
		 */
		public Builder address(@Nullable InetSocketAddress address) {
			this.settings.address = address;
			return this;
		}

		/**
		 * Set the Unix domain socket to listen on, besides the network. Connections to it
		 * are never encrypted.
		 * @param unixSocket the path of its file, which is there while the server runs,
		 * or {@code null} for none, the default
		 * @return this builder
		 */
		public Builder unixSocket(@Nullable Path unixSocket) {
			this.unixSocket = unixSocket;
			return this;
		}

		/**
		 * Set who may connect to the Unix domain socket. Has no effect where files have
		 * no such permissions.
		 * @param unixSocketPermissions the permissions of its file, of which those to
		 * write let connect; {@code rwx------} by default
		 * @return this builder
		 * @throws IllegalArgumentException if the owner lacks one to read or write
		 */
		public Builder unixSocketPermissions(Set<PosixFilePermission> unixSocketPermissions) {
			if (!unixSocketPermissions
				.containsAll(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))) {
				throw new IllegalArgumentException(
						"unixSocketPermissions must let the owner read and write, but are " + unixSocketPermissions);
			}
			this.unixSocketPermissions = Set.copyOf(unixSocketPermissions);
			return this;
		}

		/**
		 * Set what connections over the network are encrypted with.
		 * @param tls gives it for each connection anew, on an event loop and without
		 * blocking; {@code null} to not encrypt, the default
		 * @return this builder
		 */
		public Builder tls(@Nullable Supplier<TlsContext> tls) {
			this.tls = tls;
			return this;
		}

		/**
		 * Set how long the handshake of TLS may take.
		 * @param handshakeTimeout the time, above zero and at most 365 days; 10 seconds
		 * by default. A connection that takes longer is closed
		 * @return this builder
		 */
		public Builder handshakeTimeout(Duration handshakeTimeout) {
			if (handshakeTimeout.toMillis() < 1 || handshakeTimeout.toDays() > 365) {
				throw new IllegalArgumentException(
						"handshakeTimeout must be above zero and at most 365 days, but is " + handshakeTimeout);
			}
			this.handshakeTimeout = handshakeTimeout;
			return this;
		}

		/**
		 * Set what can be called, besides the built-in commands.
		 * @param commands the commands, none by default
		 * @return this builder
		 */
		public Builder commands(List<? extends Command> commands) {
			this.commands = List.copyOf(commands);
			return this;
		}

		/**
		 * Set whether clients may make calls that do not wait for each other, by
		 * {@code TINO.CALL}.
		 * @param multiplexing whether they may, {@code true} by default
		 * @return this builder
		 */
		public Builder multiplexing(boolean multiplexing) {
			this.settings.multiplexing = multiplexing;
			return this;
		}

		/**
		 * Change how much is accepted of calls that do not wait for each other.
		 * @param change makes other limits of those so far, at first
		 * {@link MultiplexingLimits#DEFAULT}
		 * @return this builder
		 */
		public Builder multiplexingLimits(UnaryOperator<MultiplexingLimits> change) {
			this.settings.multiplexingLimits = change.apply(this.settings.multiplexingLimits);
			return this;
		}

		/**
		 * Set which headers of calls the application sees, besides those of the trace.
		 * @param allowedHeaders the names, lower-cased; none by default
		 * @return this builder
		 */
		public Builder allowedHeaders(Set<String> allowedHeaders) {
			this.settings.allowedHeaders = allowedHeaders.stream()
				.map((name) -> name.toLowerCase(Locale.ROOT))
				.collect(Collectors.toUnmodifiableSet());
			return this;
		}

		/**
		 * Set how many threads serve the connections.
		 * @param eventLoops the number of threads, at least 1; by default half as many as
		 * there are processors
		 * @return this builder
		 */
		public Builder eventLoops(int eventLoops) {
			this.eventLoops = requirePositive("eventLoops", eventLoops);
			return this;
		}

		private static int requirePositive(String name, int value) {
			if (value < 1) {
				throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
			}
			return value;
		}

		/**
		 * Set where calls that may block run, instead of a pool of the server's own. It
		 * stays the caller's to shut down.
		 * @param workers the executor; a call that it rejects is answered
		 * {@code OVERLOADED}
		 * @return this builder
		 */
		public Builder workers(Executor workers) {
			this.workers = workers;
			return this;
		}

		/**
		 * Let calls that may block run on threads that cost little, such as virtual ones:
		 * as many as it takes for no call to wait, without a limit. A thread runs one
		 * call after another while there are any, and ends then.
		 * @param virtualThreads makes the threads, or {@code null} for
		 * {@linkplain #workerThreads(int) some} platform threads, which is the default
		 * @return this builder
		 */
		public Builder virtualThreads(@Nullable ThreadFactory virtualThreads) {
			this.virtualThreads = virtualThreads;
			return this;
		}

		private WorkerPool workerPool() {
			return (this.virtualThreads != null) ? new WorkerPool(this.virtualThreads)
					: new WorkerPool(this.workerThreads, this.workerQueueCapacity);
		}

		/**
		 * Set how many threads the server starts at most for calls that may block, unless
		 * it is given {@linkplain #workers(Executor) workers}.
		 * @param workerThreads the most threads, at least 1; 200 by default
		 * @return this builder
		 */
		public Builder workerThreads(int workerThreads) {
			this.workerThreads = requirePositive("workerThreads", workerThreads);
			return this;
		}

		/**
		 * Set how many calls may wait for one of the server's own threads.
		 * @param workerQueueCapacity the number of calls, at least 1; 10,000 by default.
		 * Further ones are answered {@code OVERLOADED}
		 * @return this builder
		 */
		public Builder workerQueueCapacity(int workerQueueCapacity) {
			this.workerQueueCapacity = requirePositive("workerQueueCapacity", workerQueueCapacity);
			return this;
		}

		/**
		 * Set who says who a client is.
		 * @param authenticator the authenticator, or {@code null} for none, the default
		 * @return this builder
		 */
		public Builder authenticator(@Nullable TinoAuthenticator authenticator) {
			this.settings.authenticator = authenticator;
			return this;
		}

		/**
		 * Set whether every call needs an authenticated connection.
		 * @param authenticationRequired whether it does, {@code false} by default
		 * @return this builder
		 */
		public Builder authenticationRequired(boolean authenticationRequired) {
			this.settings.authenticationRequired = authenticationRequired;
			return this;
		}

		/**
		 * Set who may call the commands that show or change what concerns others:
		 * {@code MONITOR}, {@code CLIENT LIST} and the like.
		 * @param administration decides, {@link Permission#AUTHENTICATED} by default
		 * @return this builder
		 */
		public Builder administration(Permission administration) {
			this.settings.administration = administration;
			return this;
		}

		/**
		 * Set who may publish and subscribe to what.
		 * @param channelAuthorizer decides, {@link ChannelAuthorizer#ALL} by default
		 * @return this builder
		 */
		public Builder channelAuthorizer(ChannelAuthorizer channelAuthorizer) {
			this.settings.channelAuthorizer = channelAuthorizer;
			return this;
		}

		/**
		 * Set what takes messages to those who have subscribed, to publish from within
		 * the application.
		 * @param pubSub the channels, by default those of this server alone
		 * @return this builder
		 */
		public Builder pubSub(PubSub pubSub) {
			this.settings.pubSub = pubSub;
			return this;
		}

		/**
		 * Set what transactions watch, to say from within the application what has
		 * changed.
		 * @param watchedKeys the keys, by default those of this server alone
		 * @return this builder
		 */
		public Builder watchedKeys(WatchedKeys watchedKeys) {
			this.settings.watchedKeys = watchedKeys;
			return this;
		}

		/**
		 * Set how a transaction is made to take effect in whole or not at all.
		 * @param transactions runs the calls of a transaction, or {@code null} to let a
		 * call that fails not concern the others, as in Redis; the default
		 * @return this builder
		 */
		public Builder transactions(@Nullable TransactionExecutor transactions) {
			this.settings.transactions = transactions;
			return this;
		}

		/**
		 * Set whether to refuse to listen where other machines can call without
		 * authentication. {@linkplain ClientAuth#NEED Needed certificates} are
		 * authentication; a Unix domain socket is not reached from other machines.
		 * @param protectedMode whether to refuse that, {@code true} by default
		 * @return this builder
		 */
		public Builder protectedMode(boolean protectedMode) {
			this.protectedMode = protectedMode;
			return this;
		}

		/**
		 * Set whether callers are told the messages of unexpected exceptions.
		 * @param includeErrorMessages whether they are, {@code false} by default
		 * @return this builder
		 */
		public Builder includeErrorMessages(boolean includeErrorMessages) {
			this.settings.includeErrorMessages = includeErrorMessages;
			return this;
		}

		/**
		 * Set what is accepted of a request.
		 * @param limits the limits, {@link RequestLimits#DEFAULT} by default
		 * @return this builder
		 * @throws IllegalArgumentException if they are not
		 * {@linkplain RequestLimits#requireValid() valid}
		 */
		public Builder limits(RequestLimits limits) {
			limits.requireValid();
			this.settings.limits = limits;
			return this;
		}

		/**
		 * Set how long a call takes that is shown by {@code SLOWLOG} and {@code LATENCY},
		 * the wait for a worker included.
		 * @param slowLogThreshold the least time, 10 ms by default; 0 is every call, and
		 * a negative time none
		 * @return this builder
		 */
		public Builder slowLogThreshold(Duration slowLogThreshold) {
			this.settings.slowLogThreshold = slowLogThreshold;
			return this;
		}

		/**
		 * Set how many slow calls {@code SLOWLOG} keeps.
		 * @param slowLogMaxLength the number of calls, 0 or more; 128 by default
		 * @return this builder
		 */
		public Builder slowLogMaxLength(int slowLogMaxLength) {
			if (slowLogMaxLength < 0) {
				throw new IllegalArgumentException("slowLogMaxLength must not be negative, but is " + slowLogMaxLength);
			}
			this.settings.slowLogMaxLength = slowLogMaxLength;
			return this;
		}

		/**
		 * Change what is accepted of a request.
		 * @param change makes the limits from those that were set before
		 * @return this builder
		 * @throws IllegalArgumentException if they are not
		 * {@linkplain RequestLimits#requireValid() valid} then
		 */
		public Builder limits(UnaryOperator<RequestLimits> change) {
			return limits(change.apply(this.settings.limits));
		}

		/**
		 * Change what is accepted of a request, besides the limits for all, from a client
		 * that has not authenticated where that is
		 * {@linkplain #authenticationRequired(boolean) required}.
		 * @param change makes the limits from those that were set before, by default
		 * {@link RequestLimits#UNAUTHENTICATED}
		 * @return this builder
		 * @throws IllegalArgumentException if they are not
		 * {@linkplain RequestLimits#requireValid() valid} then
		 */
		public Builder unauthenticatedLimits(UnaryOperator<RequestLimits> change) {
			RequestLimits limits = change.apply(this.settings.unauthenticatedLimits);
			limits.requireValid();
			this.settings.unauthenticatedLimits = limits;
			return this;
		}

		/**
		 * Set how long a connection may take to authenticate where that is
		 * {@linkplain #authenticationRequired(boolean) required}, before it is closed.
		 * @param timeout the time, 30 seconds by default; zero for any time
		 * @return this builder
		 */
		public Builder authenticationTimeout(Duration timeout) {
			this.settings.authenticationTimeout = requireNotNegative("timeout", timeout);
			return this;
		}

		/**
		 * Set how often a connection may fail to authenticate. After the last time it is
		 * answered and closed. A success begins anew.
		 * @param maxFailures how often, at least once; 5 times by default
		 * @return this builder
		 */
		public Builder maxAuthenticationFailures(int maxFailures) {
			this.settings.maxAuthenticationFailures = requirePositive("maxFailures", maxFailures);
			return this;
		}

		/**
		 * Set how long the answer is held back that an attempt to authenticate has
		 * failed: twice as long each time, but for 5 seconds at most.
		 * @param delay the time for the first attempt of a connection, 100 milliseconds
		 * by default; zero to answer at once
		 * @return this builder
		 */
		public Builder authenticationFailureDelay(Duration delay) {
			this.settings.authenticationFailureDelay = requireNotNegative("delay", delay);
			return this;
		}

		/**
		 * Set how long a connection may do nothing before it is closed. Those that wait
		 * for messages or replies are not.
		 * @param timeout the time; zero, the default, for any time
		 * @return this builder
		 */
		public Builder idleTimeout(Duration timeout) {
			this.settings.idleTimeout = requireNotNegative("timeout", timeout);
			return this;
		}

		/**
		 * Set how old a connection may become. Its client is then told to move to another
		 * one, if it can be told, and has the {@linkplain #handoverTimeout time} for
		 * that. After that it is closed when no call is in flight. The connection of a
		 * client that cannot be told is closed only once nothing has come for that long,
		 * and never while it waits for messages.
		 * @param maxAge the age, give or take a tenth; zero, the default, for any age
		 * @return this builder
		 */
		public Builder maxConnectionAge(Duration maxAge) {
			this.settings.maxConnectionAge = requireNotNegative("maxAge", maxAge);
			return this;
		}

		/**
		 * Set how long clients have to move to another connection, when the server stops
		 * or their connection is too old. Until then they are served as ever. Those who
		 * are told no {@linkplain #handoverEndpoint endpoint} connect anew after half of
		 * it.
		 * @param timeout the time, at least a second, 5 seconds by default; when the
		 * server stops, half of the grace period at most. Zero to tell nobody
		 * @return this builder
		 */
		public Builder handoverTimeout(Duration timeout) {
			if (!timeout.isZero() && (timeout.toSeconds() < 1 || timeout.toDays() > 1)) {
				throw new IllegalArgumentException(
						"timeout must be zero, or from one second to one day, but is " + timeout);
			}
			this.settings.handoverTimeout = timeout;
			return this;
		}

		/**
		 * Set where clients go that are told to move and have asked for an address to go
		 * to: that of a load balancer, or of another server.
		 * @param endpoint the address, whose host is a name or of IPv4, as most clients
		 * take what is behind the first colon for the port. {@code null}, the default, if
		 * there is none: such clients cannot be told then
		 * @return this builder
		 */
		public Builder handoverEndpoint(@Nullable InetSocketAddress endpoint) {
			if (endpoint != null && (endpoint.getHostString().contains(":") || endpoint.getPort() == 0)) {
				throw new IllegalArgumentException(
						"endpoint must have a port, and a name or an address of IPv4, but is " + endpoint);
			}
			this.settings.handoverEndpoint = endpoint;
			return this;
		}

		/**
		 * Set how many connections there may be. Further ones are told so and closed.
		 * @param maxConnections the number of connections, at least 1; 10,000 by default
		 * @return this builder
		 */
		public Builder maxConnections(int maxConnections) {
			this.settings.maxConnections = requirePositive("maxConnections", maxConnections);
			return this;
		}

		/**
		 * Set how many connections there may be of one address. Those over a Unix domain
		 * socket have none, and are not counted. Further ones are told so and closed.
		 * @param maxConnectionsPerAddress the number of connections, at least 1; any by
		 * default
		 * @return this builder
		 */
		public Builder maxConnectionsPerAddress(int maxConnectionsPerAddress) {
			this.settings.maxConnectionsPerAddress = requirePositive("maxConnectionsPerAddress",
					maxConnectionsPerAddress);
			return this;
		}

		/**
		 * Set how many requests a transaction takes. Further ones are answered
		 * {@code OVERLOADED}, and the transaction will not run.
		 * @param maxQueuedRequests the number of requests, at least 1; 10,000 by default
		 * @return this builder
		 */
		public Builder maxQueuedRequests(int maxQueuedRequests) {
			this.settings.maxQueuedRequests = requirePositive("maxQueuedRequests", maxQueuedRequests);
			return this;
		}

		/**
		 * Set how many channels and patterns together a connection may subscribe to.
		 * @param maxSubscriptions the number, at least 1; 10,000 by default
		 * @return this builder
		 */
		public Builder maxSubscriptions(int maxSubscriptions) {
			this.settings.maxSubscriptions = requirePositive("maxSubscriptions", maxSubscriptions);
			return this;
		}

		/**
		 * Set how many cursors of {@code ITER} a connection may have open. Further ones
		 * are answered {@code OVERLOADED}.
		 * @param maxCursors the number, at least 1; 100 by default
		 * @return this builder
		 */
		public Builder maxCursors(int maxCursors) {
			this.settings.maxCursors = requirePositive("maxCursors", maxCursors);
			return this;
		}

		/**
		 * Set how long nobody may ask for a cursor of {@code ITER} before it is ended.
		 * @param cursorTimeout the time, or zero for ever; 60 seconds by default
		 * @return this builder
		 */
		public Builder cursorTimeout(Duration cursorTimeout) {
			this.settings.cursorTimeout = requireNotNegative("cursorTimeout", cursorTimeout);
			return this;
		}

		/**
		 * Set how much may wait for a client that does not keep up before its connection
		 * is closed at once. A single reply that is longer cannot be sent.
		 * @param bytes the number of bytes, at least 64 KiB; 32 MiB by default
		 * @return this builder
		 */
		public Builder hardOutputLimit(long bytes) {
			this.settings.outputLimits = this.settings.outputLimits.withHardLimit(requireOutputBytes(bytes));
			return this;
		}

		/**
		 * Set how much may wait for a client that does not keep up before its connection
		 * is closed after a grace period. Requests of a client that reads wait when half
		 * of that is queued.
		 * @param bytes the number of bytes, at least 64 KiB; 8 MiB by default
		 * @param gracePeriod for how long that much may wait on end, to half a second; a
		 * minute by default
		 * @return this builder
		 */
		public Builder softOutputLimit(long bytes, Duration gracePeriod) {
			this.settings.outputLimits = this.settings.outputLimits.withSoftLimit(requireOutputBytes(bytes),
					requireNotNegative("gracePeriod", gracePeriod));
			return this;
		}

		/**
		 * Set how much may wait for all clients together that do not keep up. When more
		 * waits, requests of such clients wait too, whatever they do, and those for whom
		 * something waits for the grace period on end are closed.
		 * @param bytes the number of bytes, at least 64 KiB; by default a quarter of the
		 * memory that the JVM has for buffers
		 * @return this builder
		 */
		public Builder totalOutputLimit(long bytes) {
			this.settings.maxOutputBytes = requireOutputBytes(bytes);
			return this;
		}

		private static long requireOutputBytes(long bytes) {
			if (bytes < OutputLimits.MIN_BYTES) {
				throw new IllegalArgumentException(
						"bytes must be at least " + OutputLimits.MIN_BYTES + ", but is " + bytes);
			}
			return bytes;
		}

		private static Duration requireNotNegative(String name, Duration value) {
			if (value.isNegative()) {
				throw new IllegalArgumentException(name + " must not be negative, but is " + value);
			}
			return value;
		}

		/**
		 * Set who is told what the server does.
		 * @param listener the listener, none by default
		 * @return this builder
		 */
		public Builder listener(TinoServerListener listener) {
			this.settings.listener = CompositeServerListener.guard(listener);
			return this;
		}

		/**
		 * Build the server, which does not listen before it is started. The builder must
		 * not be used any more.
		 * @return the server
		 * @throws io.tino.command.DuplicateCommandException if two commands have one name
		 * @throws IllegalArgumentException if the name of a command is
		 * {@linkplain BuiltInCommands#isReserved(String) reserved}
		 * @throws IllegalStateException if there is nothing to listen on
		 * @throws MissingAuthenticatorException if the server or a command requires
		 * authentication and there is no authenticator
		 */
		public NettyTinoServer build() {
			if (this.settings.address == null && this.unixSocket == null) {
				throw new IllegalStateException("The server needs an address or a Unix domain socket to listen on");
			}
			if (this.settings.authenticator == null) {
				requireNoAuthentication();
			}
			return new NettyTinoServer(this);
		}

		private void requireNoAuthentication() {
			if (this.settings.authenticationRequired) {
				throw new MissingAuthenticatorException("The server");
			}
			for (Command command : this.commands) {
				if (command.spec().permission() == Permission.AUTHENTICATED) {
					throw new MissingAuthenticatorException("Command " + command.spec().name());
				}
			}
		}

	}

}
