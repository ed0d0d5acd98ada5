package io.tino.boot.autoconfigure.server;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.command.TinoConnection;
import io.tino.resp.RespValue.SimpleString;
import io.tino.server.ProtectedModeException;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.testing.RespSocket;
import io.tino.testing.TestAuthority;
import io.tino.transport.ClientAuth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for TLS by {@link TinoServerAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TinoServerSslTests {

	private static final TestAuthority AUTHORITY = new TestAuthority("spring");

	private static final TestAuthority OTHER_AUTHORITY = new TestAuthority("other");

	@TempDir
	private Path directory;

	private ApplicationContextRunner contextRunner = new ApplicationContextRunner();

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
		AUTHORITY.write(this.directory);
		this.contextRunner = new ApplicationContextRunner()
			.withInitializer(new TinoPortInfoApplicationContextInitializer())
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TinoPayloadAutoConfiguration.class,
					TinoServerAutoConfiguration.class))
			.withUserConfiguration(Mirror.class)
			.withPropertyValues("tino.server.port=0",
					"spring.ssl.bundle.pem.server.keystore.certificate=" + this.directory.resolve("server.crt"),
					"spring.ssl.bundle.pem.server.keystore.private-key=" + this.directory.resolve("server.key"),
					"spring.ssl.bundle.pem.mutual.keystore.certificate=" + this.directory.resolve("server.crt"),
					"spring.ssl.bundle.pem.mutual.keystore.private-key=" + this.directory.resolve("server.key"),
					"spring.ssl.bundle.pem.mutual.truststore.certificate=" + this.directory.resolve("ca.crt"),
					"spring.ssl.bundle.pem.keyless.truststore.certificate=" + this.directory.resolve("ca.crt"));
	}

	private static int port(Environment environment) {
		return environment.getRequiredProperty("local.tino.port", int.class);
	}

	@Test
	void aBundleIsAllThatItTakes() {
		this.contextRunner.withPropertyValues("tino.server.ssl.bundle=server").run((context) -> {
			int port = port(context.getEnvironment());
			try (RespSocket socket = RespSocket.connect(port, AUTHORITY.context(AUTHORITY.issue("tina")))) {
				assertThat(socket.json("CERTIFICATE")).as("nobody has asked for one").isEqualTo("null");
			}
			try (RespSocket plain = RespSocket.connect(port)) {
				assertThat(plain.send("PING\r\n").readToEnd()).doesNotContain("PONG");
			}
		});
	}

	@Test
	void whenDisabledNothingIsEncrypted() {
		this.contextRunner
			.withPropertyValues("tino.server.ssl.bundle=mutual", "tino.server.ssl.enabled=false",
					"tino.server.ssl.client-auth=need")
			.run((context) -> {
				try (RespSocket plain = RespSocket.connect(port(context.getEnvironment()))) {
					assertThat(plain.send("PING\r\n").read()).isEqualTo(new SimpleString("PONG"));
				}
			});
	}

	@Test
	void aWantedCertificateIsSeenByEndpoints() {
		this.contextRunner.withPropertyValues("tino.server.ssl.bundle=mutual", "tino.server.ssl.client-auth=want")
			.run((context) -> {
				int port = port(context.getEnvironment());
				try (RespSocket tina = RespSocket.connect(port, AUTHORITY.context(AUTHORITY.issue("tina")));
						RespSocket nobody = RespSocket.connect(port, AUTHORITY.context(null))) {
					assertThat(tina.json("CERTIFICATE")).isEqualTo("\"CN=tina\"");
					assertThat(nobody.json("CERTIFICATE")).isEqualTo("null");
				}
			});
	}

	@Test
	void aNeededCertificateIsAuthenticationForProtectedMode() {
		this.contextRunner
			.withPropertyValues("tino.server.ssl.bundle=mutual", "tino.server.ssl.client-auth=need",
					"tino.server.address=0.0.0.0")
			.run((context) -> {
				int port = port(context.getEnvironment());
				assertThatExceptionOfType(UncheckedIOException.class)
					.isThrownBy(() -> RespSocket.connect(port, AUTHORITY.context(null)).readBytes(1));
				try (RespSocket tina = RespSocket.connect(port, AUTHORITY.context(AUTHORITY.issue("tina")))) {
					assertThat(tina.json("CERTIFICATE")).isEqualTo("\"CN=tina\"");
				}
			});
		this.contextRunner
			.withPropertyValues("tino.server.ssl.bundle=mutual", "tino.server.ssl.client-auth=want",
					"tino.server.address=0.0.0.0")
			.run((context) -> {
				assertThat(context.getStartupFailure()).hasRootCauseInstanceOf(ProtectedModeException.class);
				assertThat(new ProtectedModeFailureAnalyzer().analyze(context.getStartupFailure()).getAction())
					.contains("tino.server.ssl.client-auth=need");
			});
	}

	@Test
	void whenTheFilesChangeNewConnectionsUseThem() {
		this.contextRunner
			.withPropertyValues("tino.server.ssl.bundle=server", "spring.ssl.bundle.pem.server.reload-on-update=true",
					"spring.ssl.bundle.watch.file.quiet-period=10ms")
			.run((context) -> {
				int port = port(context.getEnvironment());
				try (RespSocket before = RespSocket.connect(port, AUTHORITY.context(null))) {
					TestAuthority.write(OTHER_AUTHORITY.issueForThisMachine(), this.directory, "server");
					await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
						try (RespSocket after = RespSocket.connect(port, OTHER_AUTHORITY.context(null))) {
							assertThat(after.send("PING\r\n").read()).isEqualTo(new SimpleString("PONG"));
						}
					});
					assertThat(before.send("PING\r\n").read()).isEqualTo(new SimpleString("PONG"));
				}
			});
	}

	@Test
	void whenABundleIsUpdatedToOneThatCannotBeUsedGoesOnWithTheOld(CapturedOutput output) {
		DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry("server", bundle(AUTHORITY));
		new ApplicationContextRunner().withInitializer(new TinoPortInfoApplicationContextInitializer())
			.withConfiguration(
					AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class))
			.withUserConfiguration(Mirror.class)
			.withBean(SslBundles.class, () -> registry)
			.withPropertyValues("tino.server.port=0", "tino.server.ssl.bundle=server")
			.run((context) -> {
				int port = port(context.getEnvironment());
				registry.updateBundle("server", SslBundle.systemDefault());
				assertThat(output).contains("updated SSL bundle 'server' cannot be used",
						"It has no private key with a certificate");
				RespSocket.connect(port, AUTHORITY.context(null)).close();
				registry.updateBundle("server", bundle(OTHER_AUTHORITY));
				RespSocket.connect(port, OTHER_AUTHORITY.context(null)).close();
			});
	}

	private static SslBundle bundle(TestAuthority authority) {
		try {
			return SslBundle.of(SslStoreBundle.NONE, null, null, null,
					SslManagerBundle.of(authority.issueForThisMachine().toKeyManagerFactory(),
							authority.issueForThisMachine().toTrustManagerFactory()));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void speaksWhatTheBundleSays() {
		this.contextRunner
			.withPropertyValues("tino.server.ssl.bundle=server",
					"spring.ssl.bundle.pem.server.options.enabled-protocols=TLSv1.2")
			.run((context) -> {
				int port = port(context.getEnvironment());
				assertThatExceptionOfType(UncheckedIOException.class)
					.isThrownBy(() -> RespSocket.connect(port, AUTHORITY.context(null), "TLSv1.3"));
				RespSocket.connect(port, AUTHORITY.context(null), "TLSv1.2").close();
			});
	}

	@Test
	void theHandshakeMayTakeAsLongAsIsSaid() {
		this.contextRunner.withPropertyValues("tino.server.ssl.bundle=server", "tino.server.ssl.handshake-timeout=50ms")
			.run((context) -> {
				try (RespSocket silent = RespSocket.connect(port(context.getEnvironment()))) {
					assertThat(silent.readToEnd()).isEmpty();
				}
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			textBlock = """
					bundle=missing;                                tino.server.ssl.bundle;      no SSL bundle of this name, only: [keyless, mutual, server]
					bundle=keyless;                                tino.server.ssl.bundle;      no private key
					bundle=server,client-auth=need;                tino.server.ssl.bundle;      no truststore
					bundle=server,client-auth=want;                tino.server.ssl.bundle;      no truststore
					client-auth=need;                              tino.server.ssl.client-auth; needs TLS
					enabled=true;                                  tino.server.ssl.enabled;     tino.server.ssl.bundle
					bundle=server,handshake-timeout=0;             tino.server.ssl.handshake-timeout; above zero
					""")
	void whatMakesNoSenseIsRefusedByItsName(String settings, String name, String reason) {
		String[] properties = settings.split(",");
		for (int i = 0; i < properties.length; i++) {
			properties[i] = "tino.server.ssl." + properties[i];
		}
		this.contextRunner.withPropertyValues(properties)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo(name);
					assertThat(ex.getReason()).contains(reason);
				}));
	}

	@Test
	void whoHasNoBundleIsToldHowToDefineOne() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TinoPayloadAutoConfiguration.class,
					TinoServerAutoConfiguration.class))
			.withUserConfiguration(Mirror.class)
			.withPropertyValues("tino.server.port=0", "tino.server.ssl.bundle=own")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("define it by 'spring.ssl.bundle.pem.own.*'"));
	}

	@Test
	void aBundleWhoseFileIsMissingIsRefusedByItsName() {
		this.contextRunner
			.withPropertyValues("tino.server.ssl.bundle=server",
					"spring.ssl.bundle.pem.server.keystore.certificate=file:missing.crt")
			.run((context) -> assertThat(context.getStartupFailure()).cause()
				.cause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo("tino.server.ssl.bundle");
					assertThat(ex.getReason()).contains("file:missing.crt");
				}));
	}

	@Test
	void aCipherThatNobodyKnowsIsRefusedAtOnce() {
		this.contextRunner
			.withPropertyValues("tino.server.ssl.bundle=server",
					"spring.ssl.bundle.pem.server.options.ciphers=TLS_NONSENSE")
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("tino.server.ssl.bundle")
				.hasStackTraceContaining("TLS_NONSENSE"));
	}

	@Test
	void defaultsAreThoseOfAPlainServer() {
		TinoServerProperties.Ssl ssl = new TinoServerProperties().getSsl();
		assertThat(ssl.isEnabled()).isFalse();
		assertThat(ssl.getClientAuth()).isEqualTo(ClientAuth.NONE);
		assertThat(ssl.getHandshakeTimeout()).isEqualTo(Duration.ofSeconds(10));
	}

}
