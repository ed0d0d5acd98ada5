package io.tino.boot.autoconfigure.server;

import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.server.TinoServer;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.testing.RespSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for Unix domain sockets by {@link TinoServerAutoConfiguration}.
 */
class TinoServerUnixSocketTests {

	@TempDir
	private Path directory;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TinoPortInfoApplicationContextInitializer())
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class))
		.withUserConfiguration(Calculator.class)
		.withPropertyValues("tino.server.port=0");

	@TinoEndpoint
	static class Calculator {

		@TinoCommand
		int add(int a, int b) {
			return a + b;
		}

	}

	private Path socket() {
		return this.directory.resolve("tino.sock");
	}

	@Test
	void listensOnSocketAndPort() {
		this.contextRunner.withPropertyValues("tino.server.unix-socket=" + socket()).run((context) -> {
			try (RespSocket unix = RespSocket.connect(socket());
					RespSocket tcp = RespSocket
						.connect(context.getEnvironment().getRequiredProperty("local.tino.port", int.class))) {
				assertThat(unix.json("ADD 1 2")).isEqualTo("3");
				assertThat(tcp.json("ADD 1 2")).isEqualTo("3");
			}
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket()))).isEqualTo("rwx------");
		});
		assertThat(socket()).doesNotExist();
	}

	@Test
	void listensOnTheSocketOnly() {
		this.contextRunner
			.withPropertyValues("tino.server.port=-1", "tino.server.unix-socket=" + socket(),
					"tino.server.address=0.0.0.0")
			.run((context) -> {
				assertThat(context.getBean(TinoServer.class).localAddress())
					.isEqualTo(UnixDomainSocketAddress.of(socket()));
				assertThat(context.getEnvironment().getProperty("local.tino.port")).isNull();
				try (RespSocket unix = RespSocket.connect(socket())) {
					assertThat(unix.json("ADD 1 2")).isEqualTo("3");
				}
			});
	}

	@ParameterizedTest
	@CsvSource({ "770,rwxrwx---", "600,rw-------", "666,rw-rw-rw-", "rwxrw-r--,rwxrw-r--" })
	void permissionsAreWrittenAsDigitsOrLetters(String value, String permissions) {
		this.contextRunner
			.withPropertyValues("tino.server.unix-socket=" + socket(), "tino.server.unix-socket-permissions=" + value)
			.run((context) -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
				.isEqualTo(permissions));
	}

	@ParameterizedTest
	@CsvSource({ "unix-socket-permissions,888", "unix-socket-permissions,7", "unix-socket-permissions,rwx",
			"unix-socket-permissions,077", "unix-socket-permissions,504", "port,-2" })
	void valuesThatMakeNoSenseAreRefusedByTheirNames(String name, String value) {
		this.contextRunner
			.withPropertyValues("tino.server.unix-socket=" + socket(), "tino.server." + name + "=" + value)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("tino.server." + name)));
	}

	@Test
	void whenTheSocketIsTakenSaysSo() {
		ApplicationContextRunner runner = this.contextRunner.withPropertyValues("tino.server.unix-socket=" + socket());
		runner.run((first) -> runner.run((second) -> {
			FailureAnalysis analysis = new TransportBindFailureAnalyzer().analyze(second.getStartupFailure());
			assertThat(analysis.getDescription())
				.isEqualTo("Tino server failed to start because it cannot listen on the Unix domain socket " + socket()
						+ ": Address already in use.");
			assertThat(analysis.getAction()).contains("tino.server.unix-socket");
			assertThat(first.getBean(TinoServer.class).isRunning()).isTrue();
			assertThat(socket()).exists();
		}));
	}

	@Test
	void whenThereIsNoDirectorySaysSo() {
		Path missing = this.directory.resolve("missing");
		this.contextRunner.withPropertyValues("tino.server.unix-socket=" + missing.resolve("tino.sock"))
			.run((context) -> {
				FailureAnalysis analysis = new TransportBindFailureAnalyzer().analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).endsWith("there is no directory " + missing + ".");
				assertThat(analysis.getAction()).isEqualTo("Correct tino.server.unix-socket.");
			});
	}

}
