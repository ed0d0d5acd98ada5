package io.tino.boot.autoconfigure.ssl;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;

import io.tino.transport.TlsContext;

/**
 * What connections are encrypted with according to an SSL bundle, made anew when that is
 * updated.
 *
 * @since 0.1.0
 */
public final class BundleTls implements Supplier<TlsContext> {

	private static final Logger logger = LoggerFactory.getLogger(BundleTls.class);

	private final String bundleName;

	private final Function<SslBundle, TlsContext> factory;

	private volatile TlsContext current;

	private BundleTls(String bundleName, SslBundles bundles, Function<SslBundle, TlsContext> factory) {
		this.bundleName = bundleName;
		this.factory = factory;
		this.current = factory.apply(bundles.getBundle(bundleName));
		bundles.addBundleUpdateHandler(bundleName, this::update);
	}

	/**
	 * Make an instance.
	 * @param property the name of the property that names the bundle
	 * @param bundleName the name of the bundle
	 * @param bundles the bundles
	 * @param factory makes what is used of the bundle, or throws an
	 * {@link IllegalArgumentException} that says why it cannot be used
	 * @return the instance
	 * @throws InvalidConfigurationPropertyValueException if there is no such bundle, or
	 * it cannot be used
	 */
	public static BundleTls of(String property, String bundleName, ObjectProvider<SslBundles> bundles,
			Function<SslBundle, TlsContext> factory) {
		SslBundles available = bundles.getIfAvailable();
		List<String> names = (available != null) ? available.getBundleNames() : List.of();
		if (available == null || !names.contains(bundleName)) {
			throw new InvalidConfigurationPropertyValueException(property, bundleName,
					"There is no SSL bundle of this name, "
							+ (names.isEmpty()
									? "nor another one: define it by 'spring.ssl.bundle.pem." + bundleName
											+ ".*' or 'spring.ssl.bundle.jks." + bundleName + ".*'."
									: "only: " + names + "."));
		}
		try {
			return new BundleTls(bundleName, available, factory);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(property, bundleName, ex.getMessage() + ".");
		}
		catch (IllegalStateException ex) { // a file that is missing or none of its kind
			InvalidConfigurationPropertyValueException refused = new InvalidConfigurationPropertyValueException(
					property, bundleName, "The bundle cannot be used. " + ex.getMessage() + ".");
			refused.addSuppressed(ex); // it takes no cause
			throw refused;
		}
	}

	/**
	 * Apply the options of a bundle.
	 * @param bundle the bundle
	 * @param builder what to apply them to
	 * @return the builder
	 */
	public static TlsContext.Builder applyOptions(SslBundle bundle, TlsContext.Builder builder) {
		SslOptions options = bundle.getOptions();
		String[] protocols = options.getEnabledProtocols();
		if (protocols != null) {
			builder.protocols(List.of(protocols));
		}
		String[] ciphers = options.getCiphers();
		if (ciphers != null) {
			builder.ciphers(List.of(ciphers));
		}
		return builder;
	}

	/** Keep what works: who watches the files has nobody to tell. */
	private void update(SslBundle bundle) {
		try {
			this.current = this.factory.apply(bundle);
			logger.info("New connections use the updated SSL bundle '{}'", this.bundleName);
		}
		catch (RuntimeException ex) {
			logger.error("The updated SSL bundle '{}' cannot be used, going on with what it was", this.bundleName, ex);
		}
	}

	@Override
	public TlsContext get() {
		return this.current;
	}

}
