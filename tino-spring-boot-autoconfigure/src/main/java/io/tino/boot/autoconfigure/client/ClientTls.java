package io.tino.boot.autoconfigure.client;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;

import io.tino.boot.autoconfigure.server.TinoServerProperties;
import io.tino.boot.autoconfigure.ssl.BundleTls;
import io.tino.transport.TlsContext;

/**
 * What the client encrypts with.
 */
final class ClientTls {

	private ClientTls() {
	}

	/**
	 * Make it from properties, or from those of the application's own server if it is
	 * that which is called.
	 * @param prefix what the names of the properties begin with
	 * @param properties their values
	 * @param ownServer those of the own server, or {@code null} if there is none
	 * @param bundles the SSL bundles
	 * @return gives it, or {@code null} if connections are not encrypted
	 */
	static @Nullable Supplier<TlsContext> of(String prefix, TinoClientProperties properties,
			@Nullable TinoServerProperties ownServer, ObjectProvider<SslBundles> bundles) {
		TinoClientProperties.Ssl ssl = properties.getSsl();
		String bundle = ssl.getBundle();
		if (ssl.isEnabled()) {
			return (bundle != null) ? BundleTls.of(prefix + ".ssl.bundle", bundle, bundles, ClientTls::trusting)
					: systemDefault();
		}
		String ownBundle = (ownServer != null && ownServer.getSsl().isEnabled()) ? ownServer.getSsl().getBundle()
				: null;
		boolean own = !properties.hasAddress() && !ssl.isDisabled();
		return (own && ownBundle != null)
				? BundleTls.of("tino.server.ssl.bundle", ownBundle, bundles, ClientTls::trustingItself) : null;
	}

	private static Supplier<TlsContext> systemDefault() {
		TlsContext context = trusting(SslBundle.systemDefault());
		return () -> context;
	}

	private static TlsContext trusting(SslBundle bundle) {
		return BundleTls.applyOptions(bundle, TlsContext.forClient(bundle.createSslContext())).build();
	}

	/**
	 * Trust exactly the certificates of a bundle, by whatever address the server that
	 * shows one is called: it is this application.
	 */
	private static TlsContext trustingItself(SslBundle bundle) {
		KeyStore keys = bundle.getStores().getKeyStore();
		if (keys == null) { // made by hand
			return trusting(bundle);
		}
		try {
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(certificates(keys));
			SSLContext context = SslManagerBundle.of(bundle.getManagers().getKeyManagerFactory(), trust)
				.createSslContext(bundle.getProtocol());
			return BundleTls.applyOptions(bundle, TlsContext.forClient(context)).hostnameVerification(false).build();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Cannot trust the certificate of the application's own server", ex);
		}
	}

	private static KeyStore certificates(KeyStore keys) throws GeneralSecurityException {
		KeyStore certificates = emptyStore();
		for (String alias : Collections.list(keys.aliases())) {
			if (keys.isKeyEntry(alias)) {
				certificates.setCertificateEntry(alias, keys.getCertificate(alias));
			}
		}
		return certificates;
	}

	private static KeyStore emptyStore() throws GeneralSecurityException {
		KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
		try {
			store.load(null, null);
		}
		catch (IOException ex) {
			throw new GeneralSecurityException(ex);
		}
		return store;
	}

}
