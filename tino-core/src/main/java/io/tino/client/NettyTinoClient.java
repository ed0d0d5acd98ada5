package io.tino.client;

import java.lang.reflect.Type;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.tino.command.CallContext;
import io.tino.command.ErrorCode;
import io.tino.payload.MessagePackCodec;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadMappers;
import io.tino.transport.EventLoops;
import io.tino.transport.NettyClient;
import io.tino.transport.TlsContext;
import io.tino.transport.TransportLoop;

/**
 * A {@link TinoClient} on Netty.
 * <p>
 * Each call goes to one of the servers that the client is connected to. A server that
 * cannot be reached is left out until it can, which is tried in the background. If there
 * is no other, calls wait until that has been tried once more, which is done soon for
 * them, and fail if it is in vain; while a server that stops lets its clients move, they
 * wait for another.
 * <p>
 * A server that multiplexes calls has a connection from each event loop; as long as it
 * lasts, it has all calls of a thread, in the order in which they are made. Other servers
 * answer the calls of a connection one after another: a call takes the first connection
 * that has no call waiting, or the one that has the fewest, so that a slow call holds up
 * few others. There, a call that nobody waits for any more counts until its reply has
 * come, as it holds up those behind it. Subscriptions have one more connection, which is
 * opened again whenever it breaks.
 *
 * @since 0.1.0
 */
public final class NettyTinoClient implements TinoClient {

	/** Far from what nanoseconds count to. */
	private static final Duration MAX_DURATION = Duration.ofDays(365);

	private final PayloadCodec codec;

	private final CallEncoder encoder;

	private final long timeoutNanos;

	private final TinoClientInterceptor[] interceptors;

	private final TinoClientListener listener;

	private final CallRecorders recorders;

	private final EventLoops eventLoops;

	private final List<TransportLoop> loops;

	private final ServerPool servers;

	private final BiConsumer<ClientCall<?>, @Nullable Throwable> completed = this::completed;

	private final Subscriptions subscriptions;

	private final OpenSessions sessions;

	private final CursorConnections cursors;

	private final PendingCalls pendingCalls;

	private final Map<Type, ReplyReader<?>> readers = new ConcurrentHashMap<>();

	private NettyTinoClient(Builder settings) {
		this.codec = settings.codec;
		this.encoder = new CallEncoder(settings.codec);
		this.timeoutNanos = settings.timeout.toNanos();
		this.interceptors = settings.interceptors.toArray(TinoClientInterceptor[]::new);
		this.pendingCalls = new PendingCalls(settings.maxPendingCalls, settings.maxPendingBytes);
		this.listener = settings.listener;
		this.eventLoops = EventLoops.create(settings.eventLoops, "tino-client", true);
		this.loops = Stream.generate(this.eventLoops::next).limit(settings.eventLoops).toList();
		this.recorders = new CallRecorders(this.listener, this.loops);
		NettyClient network = new NettyClient(settings.connectTimeout, settings.tls);
		ClientContext context = new ClientContext(network,
				new ClientHandshake(settings.username, settings.password, settings.name), settings.connectTimeout,
				this.listener, new Liveness(settings.timeout, settings.keepAlive), this.pendingCalls, System::nanoTime);
		DoubleSupplier random = new SplittableRandom()::nextDouble;
		this.servers = new ServerPool(context, settings.pool(), settings.addresses, network, this.loops, random);
		SubscriptionSettings subscriptionSettings = new SubscriptionSettings(settings.timeout, settings.keepAlive,
				settings.subscriptionMinBackoff, settings.subscriptionMaxBackoff);
		this.subscriptions = new Subscriptions(context, this.servers, subscriptionSettings, this.loops.get(0), random);
		this.sessions = new OpenSessions(context, this.servers, this.loops, settings.maxSessions);
		this.cursors = new CursorConnections(this.sessions, this.pendingCalls);
	}

	/**
	 * Build a client.
	 * @return a builder with the defaults
	 */
	public static Builder builder() {
		return new Builder();
	}

	@Override
	public <T> CompletableFuture<@Nullable T> call(String command, Type replyType, @Nullable TinoCallOptions options,
			@Nullable Object... arguments) {
		Objects.requireNonNull(command, "command must not be null");
		Objects.requireNonNull(replyType, "replyType must not be null");
		@Nullable Object[] values = CallArguments.of(options, arguments);
		return send(command, replyType, CallArguments.options(options),
				(headers) -> this.encoder.call(command, headers, values));
	}

	@Override
	public <T> Flow.Publisher<T> stream(String command, Type itemType, TinoCallOptions options,
			@Nullable Object... arguments) {
		Objects.requireNonNull(command, "command must not be null");
		Objects.requireNonNull(itemType, "itemType must not be null");
		Objects.requireNonNull(options, "options must not be null");
		@Nullable Object[] copy = CallArguments.of(arguments).clone();
		StreamRequest<T> request = new StreamRequest<>(command, itemType, reader(itemType), copy);
		return new ItemPublisher<>((subscription) -> send(request, options, subscription));
	}

	@Override
	public CompletableFuture<@Nullable Long> publish(String channel, @Nullable Object payload) {
		Objects.requireNonNull(channel, "channel must not be null");
		return send("PUBLISH", long.class, TinoCallOptions.DEFAULTS,
				(headers) -> this.encoder.publish(channel, headers, payload));
	}

	@Override
	public TinoSubscription subscribe(TinoTopics topics, TinoMessageHandler<ByteBuffer> handler) {
		Objects.requireNonNull(topics, "topics must not be null");
		Objects.requireNonNull(handler, "handler must not be null");
		return this.subscriptions.subscribe(topics, handler);
	}

	@Override
	public <T> TinoSubscription subscribe(TinoTopics topics, Type payloadType,
			TinoMessageHandler<@Nullable T> handler) {
		Objects.requireNonNull(handler, "handler must not be null");
		return subscribe(topics, new DecodingHandler<>(this.codec.<T>reader(payloadType), handler));
	}

	@Override
	public TinoSession session() {
		return new PinnedSession(this, this.encoder, this.sessions.open());
	}

	private <T> CompletableFuture<@Nullable T> send(String command, Type replyType, TinoCallOptions options,
			Function<Map<String, String>, ClientRequest> encoder) {
		return send(command, replyType, options, encoder, this.servers);
	}

	/** Make a call, and give it to whoever sends it unless it has failed by then. */
	<T> CompletableFuture<@Nullable T> send(String command, Type replyType, TinoCallOptions given,
			Function<Map<String, String>, ClientRequest> encoder, CallTarget target) {
		TinoCallOptions options = intercept(command, given);
		long start = System.nanoTime();
		long timeout = timeoutNanos(options, options.items() != null);
		TinoException refusal = refusal(command, timeout);
		if (refusal != null) {
			return CompletableFuture.failedFuture(refusal);
		}
		ReplyReader<T> reader = reader(replyType);
		ClientRequest request = encoder.apply(options.headers());
		ClientCall<T> call = new ClientCall<>(command, request, replyType, reader, start, start + timeout);
		withStreams(call, options, options.items() != null);
		return submit(call, target);
	}

	private <T> void send(StreamRequest<T> stream, TinoCallOptions given, ItemSubscription<T> subscription) {
		TinoCallOptions options = intercept(stream.command(), given);
		long start = System.nanoTime();
		long timeout = timeoutNanos(options, true);
		TinoException refusal = refusal(stream.command(), timeout);
		if (refusal != null) {
			subscription.end(refusal);
			return;
		}
		StreamCall<T> call = stream.call(this.encoder, options, start, start + timeout, subscription,
				this.cursors::submit);
		subscription.calling(call);
		withStreams(call, options, true);
		submit(call, this.servers).whenComplete((reply, failure) -> subscription.end(failure));
	}

	private void withStreams(ClientCall<?> call, TinoCallOptions options, boolean streams) {
		Flow.Publisher<?> items = options.items();
		if (items != null) {
			call.items(new SentItems(call, items, this.codec));
		}
		if (streams && options.timeout() == null && timeLeft(options) == CallContext.ANY_TIME) {
			call.limitOnlyBeginning();
		}
	}

	/** Return why a call cannot be made, or {@code null} if it can. */
	private @Nullable TinoException refusal(String command, long timeout) {
		return (timeout > 0) ? this.pendingCalls.refusal(command)
				: new TinoTimeoutException(command, "not run: no time is left for the call", false);
	}

	private TinoCallOptions intercept(String command, TinoCallOptions given) {
		TinoCallOptions options = given;
		for (TinoClientInterceptor interceptor : this.interceptors) {
			options = Objects.requireNonNull(interceptor.intercept(command, options), "interceptor returned null");
		}
		return options;
	}

	/**
	 * Return how long a call may take, at most as long as the one being served may; or
	 * how long a stream may take, or if it may take any time, to begin.
	 */
	private long timeoutNanos(TinoCallOptions options, boolean stream) {
		Duration own = options.timeout();
		long left = timeLeft(options);
		if (stream && own == null && left != CallContext.ANY_TIME) {
			return left;
		}
		return Math.min((own != null) ? own.toNanos() : this.timeoutNanos, left);
	}

	private static long timeLeft(TinoCallOptions options) {
		return options.isDetached() ? CallContext.ANY_TIME : CallContext.current().remainingNanos();
	}

	private <T> CompletableFuture<@Nullable T> submit(ClientCall<T> call, CallTarget targets) {
		CallTarget target = targets.choose(call);
		boolean sent = target.sendAtOnce(call);
		TinoOverloadedException tooMuch = sent ? null : this.pendingCalls.begin(call);
		if (tooMuch != null) {
			call.request().release();
			call.fail(tooMuch);
			return call.reply();
		}
		this.listener.callStarted(call.command());
		if (!sent) {
			target.submit(call);
		}
		call.reply().observe(this.completed);
		SentItems items = call.items();
		if (items != null) {
			items.subscribe();
		}
		return call.reply();
	}

	private void completed(ClientCall<?> call, @Nullable Throwable failure) {
		long nanos = System.nanoTime() - call.startNanos();
		String errorCode = (failure != null) ? codeOf(failure) : null;
		LongConsumer recorder = (errorCode != null) ? null : this.recorders.get(call.command());
		if (recorder != null) {
			recorder.accept(nanos);
		}
		else {
			this.listener.callCompleted(call.command(), errorCode, nanos);
		}
		if (call.isAbandoned()) {
			call.queue().abandon(call);
		}
	}

	private static String codeOf(Throwable failure) {
		return (failure instanceof TinoException tino) ? tino.code() : ErrorCode.CANCELLED.name();
	}

	@SuppressWarnings("unchecked")
	<T> ReplyReader<T> reader(Type type) {
		ReplyReader<?> reader = this.readers.get(type);
		if (reader == null) {
			reader = new ReplyReader<>(this.codec, type);
			this.readers.put(type, reader);
		}
		return (ReplyReader<T>) reader;
	}

	static Duration requireUsable(String name, Duration duration) {
		if (duration.isNegative() || duration.isZero() || duration.compareTo(MAX_DURATION) > 0) {
			throw new IllegalArgumentException(
					name + " must be above zero and at most " + MAX_DURATION.toDays() + " days, but is " + duration);
		}
		return duration;
	}

	@Override
	public CompletableFuture<@Nullable Void> ping() {
		return call("PING", Void.class);
	}

	@Override
	public int pendingCalls() {
		return this.pendingCalls.calls();
	}

	@Override
	public List<TinoNode> nodes() {
		return this.servers.nodes();
	}

	@Override
	public boolean inEventLoop() {
		for (TransportLoop loop : this.loops) {
			if (loop.inEventLoop()) {
				return true;
			}
		}
		return false;
	}

	@Override
	public void close() {
		this.servers.close();
		this.sessions.close();
		this.subscriptions.close();
		this.eventLoops.close();
	}

	/**
	 * Builds a {@link NettyTinoClient}.
	 */
	public static final class Builder {

		private Supplier<? extends Collection<? extends SocketAddress>> addresses = () -> List
			.of(new InetSocketAddress("127.0.0.1", 7777));

		private @Nullable Supplier<TlsContext> tls;

		private @Nullable String username;

		private @Nullable String password;

		private @Nullable String name;

		private Duration timeout = Duration.ofSeconds(10);

		private Duration connectTimeout = Duration.ofSeconds(5);

		private Duration keepAlive = Duration.ofSeconds(30);

		private Duration minBackoff = Duration.ofMillis(100);

		private Duration maxBackoff = Duration.ofSeconds(5);

		private Duration subscriptionMinBackoff = Duration.ofMillis(100);

		private Duration subscriptionMaxBackoff = Duration.ofSeconds(10);

		private Duration dnsRefreshInterval = Duration.ofSeconds(30);

		private LoadBalancing loadBalancing = LoadBalancing.LEAST_OUTSTANDING;

		private int eventLoops = defaultEventLoops();

		private int maxConnections = 4;

		private int maxSessions = 256;

		private int maxPendingCalls = 100_000;

		private long maxPendingBytes = 64 << 20;

		private final List<TinoClientInterceptor> interceptors = new ArrayList<>();

		private PayloadCodec codec = new MessagePackCodec(PayloadMappers.messagePack());

		private TinoClientListener listener = TinoClientListener.NONE;

		private Builder() {
		}

		private static int defaultEventLoops() {
			return (Runtime.getRuntime().availableProcessors() < 4) ? 1 : 2;
		}

		/**
		 * Set where to connect to.
		 * @param address the address, {@code 127.0.0.1:7777} by default; or the path of a
		 * Unix domain socket, as a {@link java.net.UnixDomainSocketAddress}
		 * @return this builder
		 * @see #addresses(Supplier)
		 */
		public Builder address(SocketAddress address) {
			return addresses(List.of(address));
		}

		/**
		 * Set who says where to connect to.
		 * @param address gives the address, as it is asked by
		 * {@link #addresses(Supplier)}
		 * @return this builder
		 */
		public Builder address(Supplier<? extends SocketAddress> address) {
			return addresses(() -> List.of(address.get()));
		}

		/**
		 * Set where to connect to.
		 * @param addresses the addresses of the servers, at least one
		 * @return this builder
		 * @see #addresses(Supplier)
		 */
		public Builder addresses(Collection<? extends SocketAddress> addresses) {
			List<SocketAddress> copy = List.copyOf(addresses);
			return addresses(() -> copy);
		}

		/**
		 * Set who says where to connect to. Each address is a server, and so is each
		 * address that an {@linkplain InetSocketAddress#isUnresolved() unresolved} one is
		 * found to stand for: all of one version of IP, IPv4 unless the JVM prefers IPv6.
		 * @param addresses gives the addresses, at least one, on an event loop and
		 * without blocking. It is asked before the first connection, whenever one has
		 * broken or cannot be opened, and from time to time while calls are made
		 * @return this builder
		 */
		public Builder addresses(Supplier<? extends Collection<? extends SocketAddress>> addresses) {
			this.addresses = addresses;
			return this;
		}

		/**
		 * Set after how long host names are looked up again while calls are made. They
		 * are at once when a connection breaks or cannot be opened. What the JVM
		 * remembers of names, by {@code networkaddress.cache.ttl}, is not looked up.
		 * @param interval the time, above zero and at most 365 days; 30 seconds by
		 * default
		 * @return this builder
		 */
		public Builder dnsRefreshInterval(Duration interval) {
			this.dnsRefreshInterval = requireUsable("dnsRefreshInterval", interval);
			return this;
		}

		/**
		 * Set how a server is chosen for a call, if there are several.
		 * @param loadBalancing how, {@link LoadBalancing#LEAST_OUTSTANDING} by default
		 * @return this builder
		 */
		public Builder loadBalancing(LoadBalancing loadBalancing) {
			this.loadBalancing = loadBalancing;
			return this;
		}

		/**
		 * Set what connections over the network are encrypted with. Those to Unix domain
		 * sockets are not.
		 * @param tls gives it for each connection anew, on an event loop and without
		 * blocking; {@code null} to not encrypt, the default
		 * @return this builder
		 */
		public Builder tls(@Nullable Supplier<TlsContext> tls) {
			this.tls = tls;
			return this;
		}

		/**
		 * Set what to authenticate with.
		 * @param username the user's name, or {@code null} to send only the password
		 * @param password the password, or {@code null} to not authenticate, the default
		 * @return this builder
		 */
		public Builder credentials(@Nullable String username, @Nullable String password) {
			this.username = username;
			this.password = password;
			return this;
		}

		/**
		 * Set what the server calls the connections.
		 * @param name the name, printable ASCII without spaces, or {@code null} for none,
		 * the default
		 * @return this builder
		 */
		public Builder name(@Nullable String name) {
			this.name = name;
			return this;
		}

		/**
		 * Set how long a reply is waited for, connecting included, if a call does not say
		 * otherwise. A connection that answers in order, and on which nothing has come
		 * for twice that time, though a call waits, is closed.
		 * @param timeout the time, above zero and at most 365 days; 10 seconds by default
		 * @return this builder
		 */
		public Builder timeout(Duration timeout) {
			this.timeout = requireUsable("timeout", timeout);
			return this;
		}

		/**
		 * Set how long connecting may take, the handshake of TLS after it, and that of
		 * the protocol after that.
		 * @param connectTimeout the time, above zero and at most 365 days; 5 seconds by
		 * default
		 * @return this builder
		 */
		public Builder connectTimeout(Duration connectTimeout) {
			this.connectTimeout = requireUsable("connectTimeout", connectTimeout);
			return this;
		}

		/**
		 * Set after how long without anything from the server the connection of the
		 * subscriptions is tried, and so is one whose calls wait and overtake each other.
		 * One that is not answered within the {@linkplain #timeout timeout} is closed,
		 * and another one opened.
		 * @param keepAlive the time, above zero and at most 365 days; 30 seconds by
		 * default
		 * @return this builder
		 */
		public Builder keepAlive(Duration keepAlive) {
			this.keepAlive = requireUsable("keepAlive", keepAlive);
			return this;
		}

		/**
		 * Set how long is waited at least before a server is tried again that cannot be
		 * reached. The time doubles, but for some randomness, until it can. It is tried
		 * while calls are made.
		 * @param minBackoff the time, above zero and at most 365 days; 100 milliseconds
		 * by default
		 * @return this builder
		 */
		public Builder minBackoff(Duration minBackoff) {
			this.minBackoff = requireUsable("minBackoff", minBackoff);
			return this;
		}

		/**
		 * Set how long is waited at most before a server is tried again that cannot be
		 * reached. If calls wait for it, as no other can be either, that is a second at
		 * most.
		 * @param maxBackoff the time, above zero and at most 365 days; 5 seconds by
		 * default. Less than the least time is the same as that
		 * @return this builder
		 */
		public Builder maxBackoff(Duration maxBackoff) {
			this.maxBackoff = requireUsable("maxBackoff", maxBackoff);
			return this;
		}

		/**
		 * Set how long is waited at least before the connection of the subscriptions is
		 * opened again. The time doubles, but for some randomness, until the connection
		 * lasts.
		 * @param minBackoff the time, above zero and at most 365 days; 100 milliseconds
		 * by default
		 * @return this builder
		 */
		public Builder subscriptionMinBackoff(Duration minBackoff) {
			this.subscriptionMinBackoff = requireUsable("subscriptionMinBackoff", minBackoff);
			return this;
		}

		/**
		 * Set how long is waited at most before the connection of the subscriptions is
		 * opened again.
		 * @param maxBackoff the time, above zero and at most 365 days; 10 seconds by
		 * default. Less than the least time is the same as that
		 * @return this builder
		 */
		public Builder subscriptionMaxBackoff(Duration maxBackoff) {
			this.subscriptionMaxBackoff = requireUsable("subscriptionMaxBackoff", maxBackoff);
			return this;
		}

		/**
		 * Set how many threads serve the connections, each of which has one to a server
		 * that multiplexes calls.
		 * @param eventLoops the number, at least 1; by default 2, or 1 on less than four
		 * processors
		 * @return this builder
		 */
		public Builder eventLoops(int eventLoops) {
			this.eventLoops = requirePositive("eventLoops", eventLoops);
			return this;
		}

		/**
		 * Set how many connections to a server are opened at most, if it answers the
		 * calls of a connection one after another.
		 * @param maxConnections the number, at least 1; 4 by default
		 * @return this builder
		 */
		public Builder maxConnections(int maxConnections) {
			this.maxConnections = requirePositive("maxConnections", maxConnections);
			return this;
		}

		/**
		 * Set how many {@linkplain TinoClient#session() sessions}, and streams of servers
		 * that answer in order, may be open, each of which has a connection of its own;
		 * further ones are refused.
		 * @param maxSessions the number, at least 1; 256 by default
		 * @return this builder
		 */
		public Builder maxSessions(int maxSessions) {
			this.maxSessions = requirePositive("maxSessions", maxSessions);
			return this;
		}

		/**
		 * Set how many calls may wait for a reply; further ones fail at once. Those that
		 * have been given up on a connection that answers in order count until their
		 * replies come. From 10,000 on, each event loop may keep room for 128 calls that
		 * no other thread has then.
		 * @param maxPendingCalls the number, at least 1; 100,000 by default
		 * @return this builder
		 */
		public Builder maxPendingCalls(int maxPendingCalls) {
			this.maxPendingCalls = requirePositive("maxPendingCalls", maxPendingCalls);
			return this;
		}

		/**
		 * Set how many bytes of requests may wait to be sent; further calls fail at once.
		 * The last request that finds room may go beyond that. Calls that are made as
		 * others are answered are written behind each other without waiting, up to a 64th
		 * of it.
		 * @param maxPendingBytes the number of bytes, at least 1; 64 MiB by default
		 * @return this builder
		 */
		public Builder maxPendingBytes(long maxPendingBytes) {
			if (maxPendingBytes < 1) {
				throw new IllegalArgumentException("maxPendingBytes must be at least 1, but is " + maxPendingBytes);
			}
			this.maxPendingBytes = maxPendingBytes;
			return this;
		}

		private static int requirePositive(String name, int value) {
			if (value < 1) {
				throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
			}
			return value;
		}

		/**
		 * Set how arguments and replies are encoded.
		 * @param codec the codec, by default MessagePack with
		 * {@link PayloadMappers#messagePack()}
		 * @return this builder
		 */
		public Builder codec(PayloadCodec codec) {
			this.codec = codec;
			return this;
		}

		/**
		 * Add who has a say in each call before it is made.
		 * @param interceptor asked after those that have been added before
		 * @return this builder
		 */
		public Builder interceptor(TinoClientInterceptor interceptor) {
			this.interceptors.add(interceptor);
			return this;
		}

		/**
		 * Set who is told what the client does.
		 * @param listener the listener, none by default
		 * @return this builder
		 */
		public Builder listener(TinoClientListener listener) {
			this.listener = CompositeClientListener.guard(listener);
			return this;
		}

		private PoolSettings pool() {
			return new PoolSettings(this.loadBalancing, this.maxConnections, this.minBackoff, this.maxBackoff,
					this.dnsRefreshInterval);
		}

		/**
		 * Build the client, which does not connect before its first call.
		 * @return the client
		 */
		public NettyTinoClient build() {
			NettyTinoClient client = new NettyTinoClient(this);
			this.listener.clientBuilt(client);
			return client;
		}

	}

}
