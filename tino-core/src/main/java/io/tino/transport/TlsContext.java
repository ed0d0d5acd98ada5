package io.tino.transport;

import java.util.Collection;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * What connections are encrypted with: keys, trusted certificates and options of TLS.
 * Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class TlsContext {

	private final SslContext context;

	private final ClientAuth clientAuth;

	private final boolean hostnameVerification;

	private TlsContext(Builder settings) {
		this.context = new JdkSslContext(settings.context, settings.client, settings.ciphers,
				IdentityCipherSuiteFilter.INSTANCE, ApplicationProtocolConfig.DISABLED, netty(settings.clientAuth),
				settings.protocols, false);
		this.clientAuth = settings.clientAuth;
		this.hostnameVerification = settings.client && settings.hostnameVerification;
		this.context.newEngine(ByteBufAllocator.DEFAULT); // refuses what the JDK lacks
	}

	private static io.netty.handler.ssl.ClientAuth netty(ClientAuth clientAuth) {
		return switch (clientAuth) {
			case NONE -> io.netty.handler.ssl.ClientAuth.NONE;
			case WANT -> io.netty.handler.ssl.ClientAuth.OPTIONAL;
			case NEED -> io.netty.handler.ssl.ClientAuth.REQUIRE;
		};
	}

	/**
	 * Build what a server uses.
	 * @param context has the key of the server, and tells which clients are trusted
	 * @return a builder with the defaults
	 */
	public static Builder forServer(SSLContext context) {
		return new Builder(context, false);
	}

	/**
	 * Build what a client uses.
	 * @param context tells which servers are trusted, and may have a key of the client
	 * @return a builder with the defaults
	 */
	public static Builder forClient(SSLContext context) {
		return new Builder(context, true);
	}

	/**
	 * Return whether clients are asked for a certificate.
	 * @return whether they are; {@link ClientAuth#NONE} for what a client uses
	 */
	public ClientAuth clientAuth() {
		return this.clientAuth;
	}

	/** Make what encrypts a connection that has been accepted. */
	SslHandler newHandler(ByteBufAllocator allocator) {
		return this.context.newHandler(allocator);
	}

	/**
	 * Make what encrypts a connection that has been opened.
	 * @param host the name of the server, told to it and looked for in its certificate
	 */
	SslHandler newHandler(ByteBufAllocator allocator, String host, int port) {
		SslHandler handler = this.context.newHandler(allocator, host, port);
		SSLEngine engine = handler.engine();
		SSLParameters parameters = engine.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm(this.hostnameVerification ? "HTTPS" : null);
		engine.setSSLParameters(parameters);
		return handler;
	}

	/**
	 * Builds a {@link TlsContext}.
	 */
	public static final class Builder {

		private final SSLContext context;

		private final boolean client;

		private String @Nullable [] protocols;

		private @Nullable List<String> ciphers;

		private ClientAuth clientAuth = ClientAuth.NONE;

		private boolean hostnameVerification = true;

		private Builder(SSLContext context, boolean client) {
			this.context = context;
			this.client = client;
		}

		/**
		 * Set which versions of TLS may be spoken.
		 * @param protocols their names, such as {@code TLSv1.3}; by default 1.2 and 1.3
		 * @return this builder
		 */
		public Builder protocols(Collection<String> protocols) {
			this.protocols = protocols.toArray(String[]::new);
			return this;
		}

		/**
		 * Set which cipher suites may be used.
		 * @param ciphers their names; by default those that are thought safe
		 * @return this builder
		 */
		public Builder ciphers(Collection<String> ciphers) {
			this.ciphers = List.copyOf(ciphers);
			return this;
		}

		/**
		 * Set whether a server asks clients for a certificate.
		 * @param clientAuth whether it does, {@link ClientAuth#NONE} by default
		 * @return this builder
		 */
		public Builder clientAuth(ClientAuth clientAuth) {
			this.clientAuth = clientAuth;
			return this;
		}

		/**
		 * Set whether a client wants the name that it connects to in the certificate of
		 * the server. Without that, whoever has any certificate that is trusted can pose
		 * as the server.
		 * @param hostnameVerification whether it does, {@code true} by default
		 * @return this builder
		 */
		public Builder hostnameVerification(boolean hostnameVerification) {
			this.hostnameVerification = hostnameVerification;
			return this;
		}

		/**
		 * Build the context.
		 * @return the context
		 * @throws IllegalArgumentException if a protocol or a cipher suite is not known
		 */
		public TlsContext build() {
			return new TlsContext(this);
		}

	}

}
