package io.tino.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import org.jspecify.annotations.Nullable;

/**
 * An authority that issues certificates for a test.
 */
public final class TestAuthority {

	private final X509Bundle authority;

	/**
	 * Create an authority that nobody knows yet.
	 * @param name its name
	 */
	public TestAuthority(String name) {
		try {
			this.authority = new CertificateBuilder().subject("CN=" + name)
				.ecp256()
				.setIsCertificateAuthority(true)
				.buildSelfSigned();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Issue a certificate for a server on this machine.
	 * @return the certificate and its key, for {@code localhost} and {@code 127.0.0.1}
	 */
	public X509Bundle issueForThisMachine() {
		return issue(new CertificateBuilder().subject("CN=localhost")
			.addSanDnsName("localhost")
			.addSanIpAddress("127.0.0.1"));
	}

	/**
	 * Issue a certificate.
	 * @param name the name of its subject, and of a host
	 * @return the certificate and its key
	 */
	public X509Bundle issue(String name) {
		return issue(new CertificateBuilder().subject("CN=" + name).addSanDnsName(name));
	}

	private X509Bundle issue(CertificateBuilder certificate) {
		try {
			return certificate.ecp256().buildIssuedBy(this.authority);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Make a context that trusts this authority.
	 * @param key what to show to the other end, or {@code null} for nothing
	 * @return the context
	 */
	public SSLContext context(@Nullable X509Bundle key) {
		try {
			KeyManager[] keys = (key != null) ? key.toKeyManagerFactory().getKeyManagers() : new KeyManager[0];
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys, this.authority.toTrustManagerFactory().getTrustManagers(), null);
			return context;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Write the certificate of the authority into a file.
	 * @param directory where to
	 * @return the file, in PEM
	 */
	public Path write(Path directory) {
		return write(directory.resolve("ca.crt"), this.authority.getCertificatePEM());
	}

	/**
	 * Write a certificate into {@code name.crt}, and its key into {@code name.key}.
	 * @param bundle the certificate
	 * @param directory where to
	 * @param name the name of the files
	 */
	public static void write(X509Bundle bundle, Path directory, String name) {
		write(directory.resolve(name + ".key"), bundle.getPrivateKeyPEM());
		write(directory.resolve(name + ".crt"), bundle.getCertificatePathPEM());
	}

	private static Path write(Path file, String content) {
		try {
			return Files.writeString(file, content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
