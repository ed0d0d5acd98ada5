package io.tino.boot.autoconfigure.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

import io.tino.client.LoadBalancing;

/**
 * Properties of the client.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("tino.client")
public class TinoClientProperties {

	/**
	 * Addresses of the servers, each as host:port, or as unix:path of a Unix domain
	 * socket. A host name stands for all of its addresses. By default the server of this
	 * application if it has one, or else 127.0.0.1:7777.
	 */
	private List<String> address = new ArrayList<>();

	/**
	 * Name of the user to authenticate as. Without it, only the password is sent.
	 */
	private @Nullable String username;

	/**
	 * Password to authenticate with. Without it, the client does not authenticate.
	 */
	private @Nullable String password;

	/**
	 * Name that the server knows the connections by. By default the name of the
	 * application.
	 */
	private @Nullable String name;

	/**
	 * Maximum time to wait for a reply, connecting included; a call with streams has only
	 * to begin to be answered in that time. A connection on which nothing comes for twice
	 * that time while a call waits is closed.
	 */
	private Duration timeout = Duration.ofSeconds(10);

	/**
	 * Maximum time to wait for a connection.
	 */
	private Duration connectTimeout = Duration.ofSeconds(5);

	/**
	 * Time after which a server that sends nothing, though messages may come or calls
	 * wait, is asked whether it is still there. If it does not answer within the timeout,
	 * the connection is closed.
	 */
	private Duration keepAlive = Duration.ofSeconds(30);

	/**
	 * Minimum time to wait before a server is tried again that cannot be reached. It
	 * doubles until it can.
	 */
	private Duration minBackoff = Duration.ofMillis(100);

	/**
	 * Maximum time to wait before a server is tried again that cannot be reached. It is a
	 * second at most while no other can be either and calls wait.
	 */
	private Duration maxBackoff = Duration.ofSeconds(5);

	/**
	 * Time after which host names are looked up again while calls are made. They are at
	 * once when a connection breaks or cannot be opened.
	 */
	private Duration dnsRefreshInterval = Duration.ofSeconds(30);

	/**
	 * How a server is chosen for a call, if there are several.
	 */
	private LoadBalancing loadBalancing = LoadBalancing.LEAST_OUTSTANDING;

	/**
	 * Number of threads that serve the connections. By default two, or one on less than
	 * four processors.
	 */
	private @Nullable Integer eventLoops;

	/**
	 * Maximum number of connections to a server that answers the calls of a connection
	 * one after another.
	 */
	private int maxConnections = 4;

	/**
	 * Maximum number of sessions, and of streams that are read from servers that answer
	 * in order, each of which has a connection of its own. Further ones are refused.
	 */
	private int maxSessions = 256;

	/**
	 * Maximum number of calls without a reply; on connections that answer in order, those
	 * given up included. Further ones fail at once.
	 */
	private int maxPendingCalls = 100_000;

	/**
	 * Maximum size of the requests that wait to be sent, together. Further calls fail at
	 * once.
	 */
	private DataSize maxPendingBytes = DataSize.ofMegabytes(64);

	private final Ssl ssl = new Ssl();

	private final Subscription subscription = new Subscription();

	/**
	 * Names of the headers of a call that is being served which are passed on to the
	 * calls that are made meanwhile, besides those of the trace.
	 */
	private Set<String> propagatedHeaders = Set.of();

	@NestedConfigurationProperty
	private final TinoClientRetryProperties retry = new TinoClientRetryProperties();

	public List<String> getAddress() {
		return this.address;
	}

	public void setAddress(List<String> address) {
		this.address = address;
	}

	/**
	 * Tell whether an address has been set.
	 * @return whether it has
	 */
	public boolean hasAddress() {
		return !this.address.isEmpty();
	}

	public @Nullable String getUsername() {
		return this.username;
	}

	public void setUsername(@Nullable String username) {
		this.username = username;
	}

	public @Nullable String getPassword() {
		return this.password;
	}

	public void setPassword(@Nullable String password) {
		this.password = password;
	}

	public @Nullable String getName() {
		return this.name;
	}

	public void setName(@Nullable String name) {
		this.name = name;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	public void setConnectTimeout(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

	public Duration getKeepAlive() {
		return this.keepAlive;
	}

	public void setKeepAlive(Duration keepAlive) {
		this.keepAlive = keepAlive;
	}

	public Duration getMinBackoff() {
		return this.minBackoff;
	}

	public void setMinBackoff(Duration minBackoff) {
		this.minBackoff = minBackoff;
	}

	public Duration getMaxBackoff() {
		return this.maxBackoff;
	}

	public void setMaxBackoff(Duration maxBackoff) {
		this.maxBackoff = maxBackoff;
	}

	public Duration getDnsRefreshInterval() {
		return this.dnsRefreshInterval;
	}

	public void setDnsRefreshInterval(Duration dnsRefreshInterval) {
		this.dnsRefreshInterval = dnsRefreshInterval;
	}

	public LoadBalancing getLoadBalancing() {
		return this.loadBalancing;
	}

	public void setLoadBalancing(LoadBalancing loadBalancing) {
		this.loadBalancing = loadBalancing;
	}

	public @Nullable Integer getEventLoops() {
		return this.eventLoops;
	}

	public void setEventLoops(@Nullable Integer eventLoops) {
		this.eventLoops = eventLoops;
	}

	public int getMaxConnections() {
		return this.maxConnections;
	}

	public void setMaxConnections(int maxConnections) {
		this.maxConnections = maxConnections;
	}

	public int getMaxSessions() {
		return this.maxSessions;
	}

	public void setMaxSessions(int maxSessions) {
		this.maxSessions = maxSessions;
	}

	public int getMaxPendingCalls() {
		return this.maxPendingCalls;
	}

	public void setMaxPendingCalls(int maxPendingCalls) {
		this.maxPendingCalls = maxPendingCalls;
	}

	public DataSize getMaxPendingBytes() {
		return this.maxPendingBytes;
	}

	public void setMaxPendingBytes(DataSize maxPendingBytes) {
		this.maxPendingBytes = maxPendingBytes;
	}

	public Ssl getSsl() {
		return this.ssl;
	}

	/**
	 * Properties of TLS.
	 */
	public static class Ssl {

		/**
		 * Whether to encrypt connections over the network. Enabled automatically if
		 * "bundle" is provided unless specified otherwise. Without a bundle, servers that
		 * Java trusts are trusted.
		 */
		private @Nullable Boolean enabled;

		/**
		 * Name of the SSL bundle that tells which servers are trusted, and may have a key
		 * of the client. New connections use what it is updated to.
		 */
		private @Nullable String bundle;

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

	}

	public Set<String> getPropagatedHeaders() {
		return this.propagatedHeaders;
	}

	public void setPropagatedHeaders(Set<String> propagatedHeaders) {
		this.propagatedHeaders = propagatedHeaders;
	}

	public TinoClientRetryProperties getRetry() {
		return this.retry;
	}

	public Subscription getSubscription() {
		return this.subscription;
	}

	/**
	 * How the connection of the subscriptions is kept.
	 */
	public static class Subscription {

		/**
		 * Minimum time to wait before a broken connection is opened again. It doubles
		 * until the connection lasts.
		 */
		private Duration minBackoff = Duration.ofMillis(100);

		/**
		 * Maximum time to wait before a broken connection is opened again.
		 */
		private Duration maxBackoff = Duration.ofSeconds(10);

		public Duration getMinBackoff() {
			return this.minBackoff;
		}

		public void setMinBackoff(Duration minBackoff) {
			this.minBackoff = minBackoff;
		}

		public Duration getMaxBackoff() {
			return this.maxBackoff;
		}

		public void setMaxBackoff(Duration maxBackoff) {
			this.maxBackoff = maxBackoff;
		}

	}

}
