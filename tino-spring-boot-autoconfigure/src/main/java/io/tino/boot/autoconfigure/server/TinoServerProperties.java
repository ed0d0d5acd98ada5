package io.tino.boot.autoconfigure.server;

import java.net.InetAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

import io.tino.transport.ClientAuth;

/**
 * Properties of the server.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("tino.server")
public class TinoServerProperties {

	/**
	 * Network address to listen on. One that other machines can reach needs a
	 * TinoAuthenticator bean or 'ssl.client-auth=need', unless 'protected-mode' is off.
	 */
	private InetAddress address = InetAddress.getLoopbackAddress();

	/**
	 * Port to listen on. Use 0 for any free one, which 'local.tino.port' then tells, and
	 * -1 to listen only on a Unix domain socket.
	 */
	private int port = 7777;

	/**
	 * Path of a Unix domain socket to listen on, besides the port. Its file is there
	 * while the server runs. Connections to it are not encrypted.
	 */
	private @Nullable String unixSocket;

	/**
	 * Permissions of the file of the Unix domain socket, as 770 or rwxrwx---. Who may
	 * write may connect.
	 */
	private String unixSocketPermissions = "rwx------";

	/**
	 * Number of threads that serve the connections. By default half as many as there are
	 * processors.
	 */
	private @Nullable Integer eventLoops;

	/**
	 * Maximum size of a request. A larger one is answered PAYLOAD_TOO_LARGE. If a suffix
	 * is not specified, bytes are used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize maxRequestSize = DataSize.ofMegabytes(8);

	/**
	 * Whether every command needs an authenticated connection, not only those that ask
	 * for one.
	 */
	private boolean authenticationRequired;

	/**
	 * Whether to refuse to listen where other machines could call without authentication.
	 */
	private boolean protectedMode = true;

	/**
	 * Who may call the administrative commands, such as MONITOR and CLIENT LIST.
	 */
	private Administration administration = Administration.AUTHENTICATED;

	/**
	 * What makes the calls between MULTI and EXEC take effect in whole or not at all.
	 */
	private Transactions transactions = Transactions.NONE;

	private final Ssl ssl = new Ssl();

	private final Error error = new Error();

	private final Limits limits = new Limits();

	@NestedConfigurationProperty
	private final TinoMultiplexingProperties multiplexing = new TinoMultiplexingProperties();

	/**
	 * Names of the headers of calls that endpoints may see, besides those that they
	 * declare and those of the trace.
	 */
	private Set<String> allowedHeaders = Set.of();

	private final Worker worker = new Worker();

	private final Slowlog slowlog = new Slowlog();

	private final Handover handover = new Handover();

	private final Shutdown shutdown = new Shutdown();

	public InetAddress getAddress() {
		return this.address;
	}

	public void setAddress(InetAddress address) {
		this.address = address;
	}

	public int getPort() {
		return this.port;
	}

	public void setPort(int port) {
		this.port = port;
	}

	public @Nullable String getUnixSocket() {
		return this.unixSocket;
	}

	public void setUnixSocket(@Nullable String unixSocket) {
		this.unixSocket = unixSocket;
	}

	public String getUnixSocketPermissions() {
		return this.unixSocketPermissions;
	}

	public void setUnixSocketPermissions(String unixSocketPermissions) {
		this.unixSocketPermissions = unixSocketPermissions;
	}

	public @Nullable Integer getEventLoops() {
		return this.eventLoops;
	}

	public void setEventLoops(@Nullable Integer eventLoops) {
		this.eventLoops = eventLoops;
	}

	public DataSize getMaxRequestSize() {
		return this.maxRequestSize;
	}

	public void setMaxRequestSize(DataSize maxRequestSize) {
		this.maxRequestSize = maxRequestSize;
	}

	public boolean isAuthenticationRequired() {
		return this.authenticationRequired;
	}

	public void setAuthenticationRequired(boolean authenticationRequired) {
		this.authenticationRequired = authenticationRequired;
	}

	public boolean isProtectedMode() {
		return this.protectedMode;
	}

	public void setProtectedMode(boolean protectedMode) {
		this.protectedMode = protectedMode;
	}

	public Administration getAdministration() {
		return this.administration;
	}

	public void setAdministration(Administration administration) {
		this.administration = administration;
	}

	public Transactions getTransactions() {
		return this.transactions;
	}

	public void setTransactions(Transactions transactions) {
		this.transactions = transactions;
	}

	public Ssl getSsl() {
		return this.ssl;
	}

	public Error getError() {
		return this.error;
	}

	public TinoMultiplexingProperties getMultiplexing() {
		return this.multiplexing;
	}

	public Set<String> getAllowedHeaders() {
		return this.allowedHeaders;
	}

	public void setAllowedHeaders(Set<String> allowedHeaders) {
		this.allowedHeaders = allowedHeaders;
	}

	public Limits getLimits() {
		return this.limits;
	}

	public Worker getWorker() {
		return this.worker;
	}

	public Slowlog getSlowlog() {
		return this.slowlog;
	}

	public Handover getHandover() {
		return this.handover;
	}

	public Shutdown getShutdown() {
		return this.shutdown;
	}

	/**
	 * Who may call the administrative commands.
	 */
	public enum Administration {

		/**
		 * Nobody.
		 */
		NOBODY,

		/**
		 * Authenticated connections.
		 */
		AUTHENTICATED,

		/**
		 * Everybody.
		 */
		EVERYBODY

	}

	/**
	 * What makes the calls between MULTI and EXEC take effect in whole or not at all.
	 */
	public enum Transactions {

		/**
		 * Nothing: a call that fails does not concern the others, as in Redis.
		 */
		NONE,

		/**
		 * One transaction of the PlatformTransactionManager: a call that fails has all of
		 * them rolled back.
		 */
		SPRING

	}

	/**
	 * Properties of TLS.
	 */
	public static class Ssl {

		/**
		 * Whether to encrypt connections over the network. Enabled automatically if
		 * "bundle" is provided unless specified otherwise.
		 */
		private @Nullable Boolean enabled;

		/**
		 * Name of the SSL bundle with the key of the server. New connections use what it
		 * is updated to.
		 */
		private @Nullable String bundle;

		/**
		 * Whether clients are asked for a certificate: not, or with one wanted or needed.
		 * The bundle's truststore tells which are trusted.
		 */
		private ClientAuth clientAuth = ClientAuth.NONE;

		/**
		 * Maximum time that the handshake of a connection may take.
		 */
		private Duration handshakeTimeout = Duration.ofSeconds(10);

		public boolean isEnabled() {
			return (this.enabled != null) ? this.enabled : this.bundle != null;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		boolean isDisabled() {
			return Boolean.FALSE.equals(this.enabled);
		}

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = StringUtils.hasText(bundle) ? bundle : null;
		}

		public ClientAuth getClientAuth() {
			return this.clientAuth;
		}

		public void setClientAuth(ClientAuth clientAuth) {
			this.clientAuth = clientAuth;
		}

		public Duration getHandshakeTimeout() {
			return this.handshakeTimeout;
		}

		public void setHandshakeTimeout(Duration handshakeTimeout) {
			this.handshakeTimeout = handshakeTimeout;
		}

	}

	/**
	 * Properties of errors.
	 */
	public static class Error {

		/**
		 * When callers are told the message of an unexpected exception.
		 */
		private IncludeMessage includeMessage = IncludeMessage.NEVER;

		public IncludeMessage getIncludeMessage() {
			return this.includeMessage;
		}

		public void setIncludeMessage(IncludeMessage includeMessage) {
			this.includeMessage = includeMessage;
		}

	}

	/**
	 * When callers are told the message of an unexpected exception.
	 */
	public enum IncludeMessage {

		/**
		 * Never: they get a correlation id, and the log has the message.
		 */
		NEVER,

		/**
		 * Always.
		 */
		ALWAYS

	}

	/**
	 * Properties of what clients may ask of the server.
	 */
	public static class Limits {

		/**
		 * Maximum number of connections. Further ones are told so and closed.
		 */
		private int maxConnections = 10_000;

		/**
		 * Maximum number of connections of one address. Any number by default.
		 */
		private @Nullable Integer maxConnectionsPerAddress;

		/**
		 * Maximum number of arguments of a request, the name of the command included.
		 * With more the connection is closed.
		 */
		private int maxArguments = 1_048_576;

		/**
		 * Maximum size of an argument. With a larger one the connection is closed, while
		 * a request that is only too large in all is skipped. If a suffix is not
		 * specified, bytes are used.
		 */
		@DataSizeUnit(DataUnit.BYTES)
		private DataSize maxArgumentSize = DataSize.ofMegabytes(512);

		/**
		 * Maximum size of a request that is sent as a line of text. With a larger one the
		 * connection is closed. If a suffix is not specified, bytes are used.
		 */
		@DataSizeUnit(DataUnit.BYTES)
		private DataSize maxInlineSize = DataSize.ofKilobytes(64);

		/**
		 * Maximum number of requests between MULTI and EXEC. Further ones are answered
		 * OVERLOADED, and none of them runs.
		 */
		private int maxQueuedRequests = 10_000;

		/**
		 * Maximum number of channels and patterns together that a connection may
		 * subscribe to.
		 */
		private int maxSubscriptions = 10_000;

		/**
		 * Maximum number of cursors that a connection may have open. Further ones are
		 * answered OVERLOADED.
		 */
		private int maxCursors = 100;

		/**
		 * Maximum time for which nobody asks for a cursor before it is ended. With 0 it
		 * may be any time. If a suffix is not specified, seconds are used.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration cursorTimeout = Duration.ofSeconds(60);

		/**
		 * Maximum time until a connection has authenticated, if 'authentication-required'
		 * is on. With 0 it may take any time. If a suffix is not specified, seconds are
		 * used.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration authenticationTimeout = Duration.ofSeconds(30);

		/**
		 * Maximum number of failed attempts to authenticate, after which the connection
		 * is closed.
		 */
		private int maxAuthenticationFailures = 5;

		/**
		 * Time after which the first failed attempt to authenticate is answered. Doubles
		 * with each further one, up to 5 seconds. If a suffix is not specified,
		 * milliseconds are used.
		 */
		@DurationUnit(ChronoUnit.MILLIS)
		private Duration authenticationFailureDelay = Duration.ofMillis(100);

		/**
		 * Maximum time that a connection may do nothing before it is closed, unless it
		 * waits for messages or replies. With 0 it may be any time. If a suffix is not
		 * specified, seconds are used.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration idleTimeout = Duration.ZERO;

		/**
		 * Maximum age of a connection, give or take a tenth. Its client is told to move
		 * to another one, and after the time for that it is closed when no call is in
		 * flight. Where the client cannot be told, it is closed only if nothing has come
		 * for that long, and never while it waits for messages: a request that is under
		 * way just then is lost. With 0 it may be any age. If a suffix is not specified,
		 * seconds are used.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration maxConnectionAge = Duration.ZERO;

		private final Unauthenticated unauthenticated = new Unauthenticated();

		private final Output output = new Output();

		public int getMaxConnections() {
			return this.maxConnections;
		}

		public void setMaxConnections(int maxConnections) {
			this.maxConnections = maxConnections;
		}

		public @Nullable Integer getMaxConnectionsPerAddress() {
			return this.maxConnectionsPerAddress;
		}

		public void setMaxConnectionsPerAddress(@Nullable Integer maxConnectionsPerAddress) {
			this.maxConnectionsPerAddress = maxConnectionsPerAddress;
		}

		public int getMaxArguments() {
			return this.maxArguments;
		}

		public void setMaxArguments(int maxArguments) {
			this.maxArguments = maxArguments;
		}

		public DataSize getMaxArgumentSize() {
			return this.maxArgumentSize;
		}

		public void setMaxArgumentSize(DataSize maxArgumentSize) {
			this.maxArgumentSize = maxArgumentSize;
		}

		public DataSize getMaxInlineSize() {
			return this.maxInlineSize;
		}

		public void setMaxInlineSize(DataSize maxInlineSize) {
			this.maxInlineSize = maxInlineSize;
		}

		public int getMaxQueuedRequests() {
			return this.maxQueuedRequests;
		}

		public void setMaxQueuedRequests(int maxQueuedRequests) {
			this.maxQueuedRequests = maxQueuedRequests;
		}

		public int getMaxSubscriptions() {
			return this.maxSubscriptions;
		}

		public void setMaxSubscriptions(int maxSubscriptions) {
			this.maxSubscriptions = maxSubscriptions;
		}

		public int getMaxCursors() {
			return this.maxCursors;
		}

		public void setMaxCursors(int maxCursors) {
			this.maxCursors = maxCursors;
		}

		public Duration getCursorTimeout() {
			return this.cursorTimeout;
		}

		public void setCursorTimeout(Duration cursorTimeout) {
			this.cursorTimeout = cursorTimeout;
		}

		public Duration getAuthenticationTimeout() {
			return this.authenticationTimeout;
		}

		public void setAuthenticationTimeout(Duration authenticationTimeout) {
			this.authenticationTimeout = authenticationTimeout;
		}

		public int getMaxAuthenticationFailures() {
			return this.maxAuthenticationFailures;
		}

		public void setMaxAuthenticationFailures(int maxAuthenticationFailures) {
			this.maxAuthenticationFailures = maxAuthenticationFailures;
		}

		public Duration getAuthenticationFailureDelay() {
			return this.authenticationFailureDelay;
		}

		public void setAuthenticationFailureDelay(Duration authenticationFailureDelay) {
			this.authenticationFailureDelay = authenticationFailureDelay;
		}

		public Duration getIdleTimeout() {
			return this.idleTimeout;
		}

		public void setIdleTimeout(Duration idleTimeout) {
			this.idleTimeout = idleTimeout;
		}

		public Duration getMaxConnectionAge() {
			return this.maxConnectionAge;
		}

		public void setMaxConnectionAge(Duration maxConnectionAge) {
			this.maxConnectionAge = maxConnectionAge;
		}

		public Unauthenticated getUnauthenticated() {
			return this.unauthenticated;
		}

		public Output getOutput() {
			return this.output;
		}

	}

	/**
	 * Properties of what is accepted, where authentication is required, from those who
	 * have not authenticated.
	 */
	public static class Unauthenticated {

		/**
		 * Maximum number of arguments of a request, the name of the command included.
		 * With more the connection is closed.
		 */
		private int maxArguments = 10;

		/**
		 * Maximum size of an argument. With a larger one the connection is closed. If a
		 * suffix is not specified, bytes are used.
		 */
		@DataSizeUnit(DataUnit.BYTES)
		private DataSize maxArgumentSize = DataSize.ofKilobytes(16);

		/**
		 * Maximum size of a request. A larger one is answered PAYLOAD_TOO_LARGE. If a
		 * suffix is not specified, bytes are used.
		 */
		@DataSizeUnit(DataUnit.BYTES)
		private DataSize maxRequestSize = DataSize.ofKilobytes(64);

		public int getMaxArguments() {
			return this.maxArguments;
		}

		public void setMaxArguments(int maxArguments) {
			this.maxArguments = maxArguments;
		}

		public DataSize getMaxArgumentSize() {
			return this.maxArgumentSize;
		}

		public void setMaxArgumentSize(DataSize maxArgumentSize) {
			this.maxArgumentSize = maxArgumentSize;
		}

		public DataSize getMaxRequestSize() {
			return this.maxRequestSize;
		}

		public void setMaxRequestSize(DataSize maxRequestSize) {
			this.maxRequestSize = maxRequestSize;
		}

	}

	/**
	 * Properties of what waits for clients that do not keep up.
	 */
	public static class Output {

		/**
		 * Maximum size of what waits for one client. With more, its connection is closed
		 * at once, so no reply can be longer. If a suffix is not specified, bytes are
		 * used.
		 */
		@DataSizeUnit(DataUnit.BYTES)
		private DataSize hardLimit = DataSize.ofMegabytes(32);

		/**
		 * Size of what waits for one client, with more than which its connection is
		 * closed after the grace period. If a suffix is not specified, bytes are used.
		 */
		@DataSizeUnit(DataUnit.BYTES)
		private DataSize softLimit = DataSize.ofMegabytes(8);

		/**
		 * Maximum time for which more than the soft limit may wait on end. If a suffix is
		 * not specified, seconds are used.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration gracePeriod = Duration.ofSeconds(60);

		/**
		 * Size of what waits for all clients together, with more than which no request of
		 * a client that does not keep up runs. By default a quarter of the memory that
		 * the JVM has for buffers. If a suffix is not specified, bytes are used.
		 */
		@DataSizeUnit(DataUnit.BYTES)
		private @Nullable DataSize totalLimit;

		public DataSize getHardLimit() {
			return this.hardLimit;
		}

		public void setHardLimit(DataSize hardLimit) {
			this.hardLimit = hardLimit;
		}

		public DataSize getSoftLimit() {
			return this.softLimit;
		}

		public void setSoftLimit(DataSize softLimit) {
			this.softLimit = softLimit;
		}

		public Duration getGracePeriod() {
			return this.gracePeriod;
		}

		public void setGracePeriod(Duration gracePeriod) {
			this.gracePeriod = gracePeriod;
		}

		public @Nullable DataSize getTotalLimit() {
			return this.totalLimit;
		}

		public void setTotalLimit(@Nullable DataSize totalLimit) {
			this.totalLimit = totalLimit;
		}

	}

	/**
	 * Properties of the worker executor, which commands that may block run on.
	 */
	public static class Worker {

		/**
		 * Maximum number of threads. Does not apply if virtual threads are enabled.
		 */
		private int maxThreads = 200;

		/**
		 * Maximum number of calls that wait for a thread. Further ones are answered
		 * OVERLOADED. Does not apply if virtual threads are enabled.
		 */
		private int queueCapacity = 10_000;

		public int getMaxThreads() {
			return this.maxThreads;
		}

		public void setMaxThreads(int maxThreads) {
			this.maxThreads = maxThreads;
		}

		public int getQueueCapacity() {
			return this.queueCapacity;
		}

		public void setQueueCapacity(int queueCapacity) {
			this.queueCapacity = queueCapacity;
		}

	}

	/**
	 * Properties of the log of slow calls.
	 */
	public static class Slowlog {

		/**
		 * Time from which on a call is slow, the wait for a worker thread included.
		 * SLOWLOG and LATENCY show such calls. With 0 they show all calls, with a
		 * negative time none. If a suffix is not specified, milliseconds are used.
		 */
		@DurationUnit(ChronoUnit.MILLIS)
		private Duration threshold = Duration.ofMillis(10);

		/**
		 * Maximum number of calls that SLOWLOG shows.
		 */
		private int maxLength = 128;

		public Duration getThreshold() {
			return this.threshold;
		}

		public void setThreshold(Duration threshold) {
			this.threshold = threshold;
		}

		public int getMaxLength() {
			return this.maxLength;
		}

		public void setMaxLength(int maxLength) {
			this.maxLength = maxLength;
		}

	}

	/**
	 * Properties of how clients move to other connections, before theirs are closed.
	 */
	public static class Handover {

		/**
		 * Time that clients which can be told to move have to do so, when the server
		 * stops or their connection has reached its maximum age. Until then they are
		 * served as ever. When the server stops, half of the grace period at most, and no
		 * longer than one of them is there. With 0 nobody is told. If a suffix is not
		 * specified, seconds are used.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration timeout = Duration.ofSeconds(5);

		/**
		 * Address where stock clients go that are told to move and ask for one, as
		 * "host:port": of a load balancer, or of another server. Its host is a name, or
		 * an address of IPv4, which clients with TLS are not given. Without it only those
		 * are told that connect anew to where they have connected to.
		 */
		private @Nullable String endpoint;

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

		public @Nullable String getEndpoint() {
			return this.endpoint;
		}

		public void setEndpoint(@Nullable String endpoint) {
			this.endpoint = endpoint;
		}

	}

	/**
	 * Properties of stopping.
	 */
	public static class Shutdown {

		/**
		 * Maximum time that calls in flight may take when the server stops, the time that
		 * clients have to move included. With 0 they are cut off at once. If a suffix is
		 * not specified, seconds are used.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration gracePeriod = Duration.ofSeconds(30);

		public Duration getGracePeriod() {
			return this.gracePeriod;
		}

		public void setGracePeriod(Duration gracePeriod) {
			this.gracePeriod = gracePeriod;
		}

	}

}
