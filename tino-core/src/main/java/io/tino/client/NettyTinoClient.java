package io.tino.client;

import java.lang.reflect.Type;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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

/**
 * A {@link TinoClient} on Netty.
 * <p>
 * A server answers the calls of a connection one after another. A call takes the first
 * connection that has no call waiting, or the one that has the fewest, so that calls from
 * one thread share a connection, and a slow call holds up few others. A call that nobody
 * waits for any more counts until its reply has come, as it holds up those behind it.
 * Subscriptions have one more connection, which is opened again whenever it breaks.
 *
 * @since 0.1.0
 */
public final class NettyTinoClient implements TinoClient {

	/** What a bare {@code null} in the place of the arguments means. */
	private static final @Nullable Object[] NULL_ARGUMENT = { null };

	/** Far from what nanoseconds count to. */
	private static final Duration MAX_DURATION = Duration.ofDays(365);

	private final PayloadCodec codec;

	private final CallEncoder encoder;

	private final Duration timeout;

	private final List<TinoClientInterceptor> interceptors;

	private final TinoClientListener listener;

	private final EventLoops eventLoops;

	private final List<ClientConnection> connections;

	private final Subscriptions subscriptions;

	private final PendingCalls pendingCalls;

	private final Map<Type, ReplyReader<?>> readers = new ConcurrentHashMap<>();

	private NettyTinoClient(Builder settings) {
		this.codec = settings.codec;
		this.encoder = new CallEncoder(settings.codec);
		this.timeout = settings.timeout;
		this.interceptors = List.copyOf(settings.interceptors);
		this.pendingCalls = new PendingCalls(settings.maxPendingCalls, settings.maxPendingBytes);
		this.listener = settings.listener;
		this.eventLoops = EventLoops.create(1, "tino-client", true);
		ClientContext context = new ClientContext(new NettyClient(settings.connectTimeout, settings.tls),
				settings.address, new ClientHandshake(settings.username, settings.password, settings.name),
				settings.connectTimeout, this.listener, new Liveness(settings.timeout, settings.keepAlive),
				this.pendingCalls, System::nanoTime);
		this.connections = Stream.generate(() -> new ClientConnection(context, this.eventLoops.next()))
			.limit(settings.maxConnections)
			.toList();
		SubscriptionSettings subscriptionSettings = new SubscriptionSettings(settings.timeout, settings.keepAlive,
				settings.minBackoff, settings.maxBackoff);
		this.subscriptions = new Subscriptions(context, subscriptionSettings, this.eventLoops.next(),
				new SplittableRandom()::nextDouble);
	}

	/**
	 * Build a client.
	 * @return a builder with the defaults
	 */
	public static Builder builder() {
		return new Builder();
	}

	@Override
	public <T> CompletableFuture<@Nullable T> call(String command, Type replyType, TinoCallOptions options,
			@Nullable Object... arguments) {
		Objects.requireNonNull(command, "command must not be null");
		Objects.requireNonNull(replyType, "replyType must not be null");
		Objects.requireNonNull(options, "options must not be null");
		return send(command, replyType, options,
				(headers) -> this.encoder.call(command, headers, (arguments != null) ? arguments : NULL_ARGUMENT));
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

	private <T> CompletableFuture<@Nullable T> send(String command, Type replyType, TinoCallOptions given,
			Function<Map<String, String>, ClientRequest> encoder) {
		TinoCallOptions options = intercept(command, given);
		long start = System.nanoTime();
		long timeout = timeoutNanos(options);
		if (timeout <= 0) {
			return CompletableFuture
				.failedFuture(new TinoTimeoutException(command, "not run: no time is left for the call", false));
		}
		TinoOverloadedException tooMany = this.pendingCalls.begin(command);
		if (tooMany != null) {
			return CompletableFuture.failedFuture(tooMany);
		}
		try {
			ReplyReader<T> reader = reader(replyType);
			ClientRequest request = encoder.apply(options.headers());
			return submit(new ClientCall<>(command, request, replyType, reader, start, start + timeout));
		}
		catch (Throwable ex) { // arguments that contain themselves overflow the stack
			this.pendingCalls.end();
			throw ex;
		}
	}

	private TinoCallOptions intercept(String command, TinoCallOptions given) {
		TinoCallOptions options = given;
		for (TinoClientInterceptor interceptor : this.interceptors) {
			options = Objects.requireNonNull(interceptor.intercept(command, options), "interceptor returned null");
		}
		return options;
	}

	/** Return how long a call may take, at most as long as the one being served may. */
	private long timeoutNanos(TinoCallOptions options) {
		Duration own = options.timeout();
		long timeout = ((own != null) ? own : this.timeout).toNanos();
		Duration left = options.isDetached() ? null : CallContext.current().remaining();
		return (left != null) ? Math.min(timeout, left.toNanos()) : timeout;
	}

	private <T> CompletableFuture<@Nullable T> submit(ClientCall<T> call) {
		TinoOverloadedException tooMuch = this.pendingCalls.queue(call.command(), call.request().length());
		if (tooMuch != null) {
			call.request().release();
			this.pendingCalls.end();
			return CompletableFuture.failedFuture(tooMuch);
		}
		this.listener.callStarted(call.command());
		choose().submit(call);
		call.reply().whenComplete((reply, failure) -> completed(call, failure));
		return call.reply();
	}

	private void completed(ClientCall<?> call, @Nullable Throwable failure) {
		String errorCode = (failure != null) ? codeOf(failure) : null;
		this.listener.callCompleted(call.command(), errorCode, System.nanoTime() - call.startNanos());
		if (call.isAbandoned()) {
			call.queue().abandon(call);
		}
	}

	private static String codeOf(Throwable failure) {
		return (failure instanceof TinoException tino) ? tino.code() : ErrorCode.CANCELLED.name();
	}

	@SuppressWarnings("unchecked")
	private <T> ReplyReader<T> reader(Type type) {
		ReplyReader<?> reader = this.readers.get(type);
		if (reader == null) {
			reader = new ReplyReader<>(this.codec, type);
			this.readers.put(type, reader);
		}
		return (ReplyReader<T>) reader;
	}

	private ClientConnection choose() {
		ClientConnection best = this.connections.get(0);
		int fewest = Integer.MAX_VALUE;
		for (ClientConnection connection : this.connections) {
			int outstanding = connection.outstanding();
			if (outstanding == 0) {
				return connection;
			}
			if (outstanding < fewest) {
				fewest = outstanding;
				best = connection;
			}
		}
		return best;
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
	public boolean inEventLoop() {
		return this.connections.stream().anyMatch(ClientConnection::inEventLoop);
	}

	@Override
	public void close() {
		this.connections.forEach(ClientConnection::close);
		this.subscriptions.close();
		this.eventLoops.close();
	}

	/**
	 * Builds a {@link NettyTinoClient}.
	 */
	public static final class Builder {

		private Supplier<? extends SocketAddress> address = () -> new InetSocketAddress("127.0.0.1", 7777);

		private @Nullable Supplier<TlsContext> tls;

		private @Nullable String username;

		private @Nullable String password;

		private @Nullable String name;

		private Duration timeout = Duration.ofSeconds(10);

		private Duration connectTimeout = Duration.ofSeconds(5);

		private Duration keepAlive = Duration.ofSeconds(30);

		private Duration minBackoff = Duration.ofMillis(100);

		private Duration maxBackoff = Duration.ofSeconds(10);

		private int maxConnections = 4;

		private int maxPendingCalls = 100_000;

		private long maxPendingBytes = 64 << 20;

		private final List<TinoClientInterceptor> interceptors = new ArrayList<>();

		private PayloadCodec codec = new MessagePackCodec(PayloadMappers.messagePack());

		private TinoClientListener listener = TinoClientListener.NONE;

		private Builder() {
		}

		/**
		 * Set where to connect to.
		 * @param address the address, {@code 127.0.0.1:7777} by default; or the path of a
		 * Unix domain socket, as a {@link java.net.UnixDomainSocketAddress}
		 * @return this builder
		 */
		public Builder address(SocketAddress address) {
			return address(() -> address);
		}

		/**
		 * Set who says where to connect to, each time anew.
		 * @param address gives the address, on an event loop and without blocking
		 * @return this builder
		 */
		public Builder address(Supplier<? extends SocketAddress> address) {
			this.address = address;
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
		 * Set how long a reply is waited for, connecting included. A connection on which
		 * nothing has come for twice that time, though a call waits, is closed.
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
		 * Set after how long without a message the connection of the subscriptions is
		 * tried. One that is not answered within the {@linkplain #timeout timeout} is
		 * closed, and another one opened.
		 * @param keepAlive the time, above zero and at most 365 days; 30 seconds by
		 * default
		 * @return this builder
		 */
		public Builder keepAlive(Duration keepAlive) {
			this.keepAlive = requireUsable("keepAlive", keepAlive);
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
		public Builder minBackoff(Duration minBackoff) {
			this.minBackoff = requireUsable("minBackoff", minBackoff);
			return this;
		}

		/**
		 * Set how long is waited at most before the connection of the subscriptions is
		 * opened again.
		 * @param maxBackoff the time, above zero and at most 365 days; 10 seconds by
		 * default. Less than the least time is the same as that
		 * @return this builder
		 */
		public Builder maxBackoff(Duration maxBackoff) {
			this.maxBackoff = requireUsable("maxBackoff", maxBackoff);
			return this;
		}

		/**
		 * Set how many connections are opened at most.
		 * @param maxConnections the number, at least 1; 4 by default
		 * @return this builder
		 */
		public Builder maxConnections(int maxConnections) {
			this.maxConnections = requirePositive("maxConnections", maxConnections);
			return this;
		}

		/**
		 * Set how many calls may wait for a reply; further ones fail at once. Those that
		 * have been given up count until their replies come.
		 * @param maxPendingCalls the number, at least 1; 100,000 by default
		 * @return this builder
		 */
		public Builder maxPendingCalls(int maxPendingCalls) {
			this.maxPendingCalls = requirePositive("maxPendingCalls", maxPendingCalls);
			return this;
		}

		/**
		 * Set how many bytes of requests may wait to be sent; further calls fail at once.
		 * The last request that finds room may go beyond that.
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

		/**
		 * Build the client, which does not connect before its first call.
		 * @return the client
		 */
		public NettyTinoClient build() {
			return new NettyTinoClient(this);
		}

	}

}
