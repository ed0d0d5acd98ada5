package io.tino.boot.autoconfigure.server;

import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

import io.tino.boot.autoconfigure.ssl.BundleTls;
import io.tino.transport.ClientAuth;
import io.tino.transport.TlsContext;

/**
 * What the server encrypts with.
 */
final class ServerTls {

	private static final String[] KEY_TYPES = { "EC", "RSA", "EdDSA", "RSASSA-PSS", "DSA" };

	private ServerTls() {
	}

	/**
	 * Make it from properties.
	 * @return gives it, or {@code null} if connections are not encrypted
	 */
	static @Nullable Supplier<TlsContext> of(TinoServerProperties.Ssl ssl, ObjectProvider<SslBundles> bundles) {
		String bundle = ssl.getBundle();
		if (ssl.isEnabled() && bundle == null) {
			throw new InvalidConfigurationPropertyValueException("tino.server.ssl.enabled", true,
					"It needs a bundle with the key of the server, named by 'tino.server.ssl.bundle'.");
		}
		if (bundle == null && ssl.getClientAuth() != ClientAuth.NONE && !ssl.isDisabled()) {
			throw new InvalidConfigurationPropertyValueException("tino.server.ssl.client-auth", ssl.getClientAuth(),
					"It needs TLS, and so a bundle named by 'tino.server.ssl.bundle'.");
		}
		return (ssl.isEnabled() && bundle != null) ? BundleTls.of("tino.server.ssl.bundle", bundle, bundles,
				(updated) -> context(updated, ssl.getClientAuth())) : null;
	}

	private static TlsContext context(SslBundle bundle, ClientAuth clientAuth) {
		if (Stream.of(bundle.getManagers().getKeyManagers()).noneMatch(ServerTls::hasKey)) {
			throw new IllegalArgumentException("It has no private key with a certificate");
		}
		if (clientAuth != ClientAuth.NONE && bundle.getStores().getTrustStore() == null) {
			throw new IllegalArgumentException("It has no truststore, without which client-auth would let in "
					+ "everybody who has a certificate of a public authority");
		}
		return BundleTls.applyOptions(bundle, TlsContext.forServer(bundle.createSslContext()))
			.clientAuth(clientAuth)
			.build();
	}

	private static boolean hasKey(KeyManager manager) {
		return manager instanceof X509KeyManager keys
				&& Stream.of(KEY_TYPES).anyMatch((type) -> keys.getServerAliases(type, null) != null);
	}

}
