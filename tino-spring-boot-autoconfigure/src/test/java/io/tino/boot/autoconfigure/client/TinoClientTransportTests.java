package io.tino.boot.autoconfigure.client;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.client.TinoConnectionException;
import io.tino.command.TinoConnection;
import io.tino.server.NettyTinoServer;
import io.tino.server.TinoServer;
import io.tino.spring.client.TinoTemplate;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.testing.TestAuthority;
import io.tino.transport.TlsContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for TLS and Unix domain sockets by {@link TinoClientAutoConfiguration}, with a
 * server in another context or in the same.
 */
class TinoClientTransportTests {

	private static final TestAuthority AUTHORITY = new TestAuthority("spring");

	@TempDir
	private Path directory;

	private ApplicationContextRunner clientRunner = new ApplicationContextRunner();

	private ApplicationContextRunner serverRunner = new ApplicationContextRunner();

	@TinoEndpoint
	static class Mirror {

		@TinoCommand
		@Nullable String certificate(TinoConnection connection) {
			X509Certificate certificate = connection.clientCertificate();
			return (certificate != null) ? certificate.getSubjectX500Principal().getName() : null;
		}

	}

	@BeforeEach
	void writeCertificates() {
		TestAuthority.write(AUTHORITY.issueForThisMachine(), this.directory, "server");
		TestAuthority.write(AUTHORITY.issue("calculator.example.org"), this.directory, "elsewhere");
		TestAuthority.write(AUTHORITY.issue("tina"), this.directory, "tina");
		AUTHORITY.write(this.directory);
		this.clientRunner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TinoPayloadAutoConfiguration.class,
					TinoServerAutoConfiguration.class, TinoClientAutoConfiguration.class))
			.withPropertyValues("tino.server.port=0",
					"spring.ssl.bundle.pem.client.truststore.certificate=" + this.directory.resolve("ca.crt"))
			.withPropertyValues(bundle("server"))
			.withPropertyValues(bundle("elsewhere"))
			.withPropertyValues(bundle("tina"));
		this.serverRunner = this.clientRunner.withUserConfiguration(Mirror.class);
	}

	private String[] bundle(String name) {
		String prefix = "spring.ssl.bundle.pem." + name + ".";
		return new String[] { prefix + "keystore.certificate=" + this.directory.resolve(name + ".crt"),
				prefix + "keystore.private-key=" + this.directory.resolve(name + ".key"),
				prefix + "truststore.certificate=" + this.directory.resolve("ca.crt") };
	}

	private static String port(TinoServer server) {
		InetSocketAddress address = (InetSocketAddress) server.localAddress();
		assertThat(address).isNotNull();
		return String.valueOf(address.getPort());
	}

	@Test
	void callsAServerThatItsBundleTrusts() {
		this.serverRunner.withPropertyValues("tino.server.ssl.bundle=server", "tino.server.ssl.client-auth=need")
			.run((server) -> this.clientRunner
				.withPropertyValues("tino.client.address=localhost:" + port(server.getBean(TinoServer.class)),
						"tino.client.ssl.bundle=tina")
				.run((client) -> assertThat(client.getBean(TinoTemplate.class).call("CERTIFICATE", String.class))
					.isEqualTo("CN=tina")));
	}

	@Test
	void saysWhyAServerIsNotTrusted() {
		this.serverRunner.withPropertyValues("tino.server.ssl.bundle=elsewhere").run((server) -> {
			String address = "tino.client.address=localhost:" + port(server.getBean(TinoServer.class));
			this.clientRunner.withPropertyValues(address, "tino.client.ssl.bundle=client")
				.run((client) -> assertThatExceptionOfType(TinoConnectionException.class)
					.isThrownBy(() -> client.getBean(TinoTemplate.class).ping())
					.withMessageMatching("Cannot connect to localhost/.*:\\d+: .*localhost.*"));
			this.clientRunner.withPropertyValues(address, "tino.client.ssl.enabled=true")
				.run((client) -> assertThatExceptionOfType(TinoConnectionException.class).as("Java does not trust it")
					.isThrownBy(() -> client.getBean(TinoTemplate.class).ping())
					.withMessageContaining("PKIX path"));
			this.clientRunner.withPropertyValues(address)
				.run((client) -> assertThatExceptionOfType(TinoConnectionException.class).as("without TLS")
					.isThrownBy(() -> client.getBean(TinoTemplate.class).ping()));
		});
	}

	@Test
	void saysThatTheServerSpeaksNoTls() {
		this.serverRunner.run((server) -> this.clientRunner
			.withPropertyValues("tino.client.address=localhost:" + port(server.getBean(TinoServer.class)),
					"tino.client.ssl.bundle=client")
			.run((client) -> assertThatExceptionOfType(TinoConnectionException.class)
				.isThrownBy(() -> client.getBean(TinoTemplate.class).ping())
				.withMessageEndingWith("the other end does not speak TLS")));
	}

	@Test
	void callsOverASocket() {
		Path socket = this.directory.resolve("tino.sock");
		this.serverRunner.withPropertyValues("tino.server.unix-socket=" + socket)
			.run((server) -> this.clientRunner
				.withPropertyValues("tino.client.address=unix:" + socket, "tino.client.ssl.bundle=client")
				.run((client) -> assertThat(client.getBean(TinoTemplate.class).call("CERTIFICATE", String.class))
					.isNull()));
	}

	@Test
	void callsItsOwnServerOverASocketIfThatIsAllThereIs() {
		this.serverRunner
			.withPropertyValues("tino.server.port=-1", "tino.server.unix-socket=" + this.directory.resolve("tino.sock"),
					"tino.server.ssl.bundle=server")
			.run((context) -> assertThat(context.getBean(TinoTemplate.class).call("CERTIFICATE", String.class))
				.isNull());
	}

	@Test
	void trustsItsOwnServerWhateverItsNameIs() {
		for (String clientAuth : List.of("none", "need")) {
			this.serverRunner
				.withPropertyValues("tino.server.ssl.bundle=elsewhere", "tino.server.ssl.client-auth=" + clientAuth)
				.run((context) -> context.getBean(TinoTemplate.class).ping());
		}
	}

	@Test
	void trustsNobodyElseInPlaceOfItsOwnServer() {
		NettyTinoServer impostor = NettyTinoServer.builder()
			.address(new InetSocketAddress("127.0.0.1", 0))
			.tls(() -> TlsContext.forServer(AUTHORITY.context(AUTHORITY.issueForThisMachine())).build())
			.build();
		impostor.start();
		this.serverRunner.withPropertyValues("tino.server.ssl.bundle=server")
			.withBean("impostor", TinoServer.class, () -> impostor)
			.run((context) -> assertThatExceptionOfType(TinoConnectionException.class)
				.isThrownBy(() -> context.getBean(TinoTemplate.class).ping())
				.withMessageContaining("PKIX path"));
	}

	@Test
	void whenTheBundleIsUpdatedTrustsItsOwnServerStill() {
		DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry("own", ownBundle());
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class,
					TinoServerAutoConfiguration.class, TinoClientAutoConfiguration.class))
			.withUserConfiguration(Mirror.class)
			.withBean(SslBundles.class, () -> registry)
			.withPropertyValues("tino.server.port=0", "tino.server.ssl.bundle=own")
			.run((context) -> {
				context.getBean(TinoTemplate.class).ping();
				registry.updateBundle("own", ownBundle());
				context.getBean(TinoServer.class).stop(Duration.ZERO).join();
				context.getBean(TinoServer.class).start();
				await().ignoreExceptionsInstanceOf(TinoConnectionException.class)
					.untilAsserted(() -> context.getBean(TinoTemplate.class).ping());
			});
	}

	private static SslBundle ownBundle() {
		try {
			KeyStore keys = AUTHORITY.issueForThisMachine().toKeyStore(new char[0]);
			return SslBundle.of(SslStoreBundle.of(keys, "", null));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aBundleThatIsNotThereIsRefusedByItsName() {
		this.clientRunner.withPropertyValues("tino.client.ssl.bundle=missing")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo("tino.client.ssl.bundle");
					assertThat(ex.getReason()).contains("only: [client, elsewhere, server, tina]");
				}));
	}

}
