package io.tino.boot.autoconfigure.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.refused.RefusedApplication;
import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandSpec;
import io.tino.command.DuplicateCommandException;
import io.tino.command.Execution;
import io.tino.resp.RespValue;
import io.tino.resp.RespValue.SimpleError;
import io.tino.resp.RespValue.SimpleString;
import io.tino.server.MissingAuthenticatorException;
import io.tino.server.ProtectedModeException;
import io.tino.server.TinoAuthenticator;
import io.tino.server.TinoServer;
import io.tino.spring.endpoint.AuthRequired;
import io.tino.spring.endpoint.InvalidEndpointException;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.testing.RespSocket;
import io.tino.transport.TransportBindException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link TinoServerAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TinoServerAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TinoPortInfoApplicationContextInitializer())
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class))
		.withPropertyValues("tino.server.port=0");

	private final ApplicationContextRunner endpointRunner = this.contextRunner.withUserConfiguration(Calculator.class);

	@TinoEndpoint
	static class Calculator {

		private final CountDownLatch blocked = new CountDownLatch(1);

		private final AtomicInteger running = new AtomicInteger();

		@TinoCommand
		int add(int a, int b) {
			return a + b;
		}

		@TinoCommand
		void fail(String message) {
			throw new IllegalStateException(message);
		}

		@TinoCommand
		void block() throws InterruptedException {
			this.running.incrementAndGet();
			this.blocked.await();
		}

	}

	@Test
	void startsAServerWhereThereIsAnEndpoint() {
		this.endpointRunner.run((context) -> {
			assertThat(context.getBean(TinoServer.class).isRunning()).isTrue();
			try (RespSocket socket = connect(context.getEnvironment())) {
				assertThat(socket.send("PING\r\n").read()).isEqualTo(new SimpleString("PONG"));
			}
		});
	}

	@Test
	void withoutAnEndpointThereIsNoServer() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(TinoServer.class));
	}

	@Test
	void whenDisabledThereIsNoServer() {
		this.endpointRunner.withPropertyValues("tino.server.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TinoServer.class));
	}

	@Test
	void whenUserDefinesServerAutoConfiguredServerBacksOff() {
		this.endpointRunner.withBean("customServer", TinoServer.class, StubServer::new).run((context) -> {
			assertThat(context).getBeanNames(TinoServer.class).containsExactly("customServer");
			assertThat(context.getBean(TinoServer.class).isRunning()).as("its life is still managed").isTrue();
		});
	}

	@Test
	void bindsProperties() {
		this.endpointRunner
			.withPropertyValues("tino.server.event-loops=1", "tino.server.max-request-size=100",
					"tino.server.error.include-message=always", "tino.server.worker.max-threads=1",
					"tino.server.worker.queue-capacity=1", "tino.server.shutdown.grace-period=1")
			.run((context) -> {
				TinoServerProperties properties = context.getBean(TinoServerProperties.class);
				assertThat(properties.getShutdown().getGracePeriod()).isEqualTo(Duration.ofSeconds(1));
				try (RespSocket large = connect(context.getEnvironment());
						RespSocket one = connect(context.getEnvironment());
						RespSocket two = connect(context.getEnvironment());
						RespSocket three = connect(context.getEnvironment())) {
					assertThat(one.send("TINO.JSON FAIL '\"tell it\"'\r\n").read()).asString().contains("tell it");
					assertThat(large.send("*2\r\n$4\r\nFAIL\r\n$200\r\n").read())
						.isEqualTo(new SimpleError("PAYLOAD_TOO_LARGE request exceeds 100 bytes"));
					Calculator calculator = context.getBean(Calculator.class);
					one.send("BLOCK\r\n");
					await().until(() -> calculator.running.get() == 1);
					CompletableFuture<RespValue> refused = new CompletableFuture<>();
					// One waits, the other cannot
					for (RespSocket socket : List.of(two, three)) {
						socket.send("BLOCK\r\n");
						CompletableFuture.runAsync(() -> refused.complete(socket.read()),
								(task) -> new Thread(task).start());
					}
					assertThat(refused.get(30, TimeUnit.SECONDS))
						.isEqualTo(new SimpleError("OVERLOADED no worker is free"));
					calculator.blocked.countDown();
				}
			});
	}

	@Test
	void defaultsAreSafe() {
		TinoServerProperties properties = new TinoServerProperties();
		assertThat(properties.getAddress().isLoopbackAddress()).isTrue();
		assertThat(properties.getPort()).isEqualTo(7777);
		assertThat(properties.isProtectedMode()).isTrue();
		assertThat(properties.getMaxRequestSize().toMegabytes()).isEqualTo(8);
		assertThat(properties.getError().getIncludeMessage()).isEqualTo(TinoServerProperties.IncludeMessage.NEVER);
	}

	@Test
	void customizersHaveTheLastWord() {
		this.endpointRunner.withPropertyValues("tino.server.error.include-message=always")
			.withBean(TinoServerCustomizer.class, () -> (builder) -> builder.includeErrorMessages(false))
			.run((context) -> {
				try (RespSocket socket = connect(context.getEnvironment())) {
					assertThat(socket.send("TINO.JSON FAIL '\"do not tell\"'\r\n").read()).asString()
						.doesNotContain("do not tell");
				}
			});
	}

	@Test
	void servesCommandsThatAreBeans() {
		this.contextRunner.withBean("tell", Command.class, () -> new TellCommand("TELL")).run((context) -> {
			try (RespSocket socket = connect(context.getEnvironment())) {
				assertThat(socket.send("TELL\r\n").read()).isEqualTo(new SimpleString("told"));
			}
		});
	}

	@Test
	void whenACommandHasTheNameOfAnEndpointSaysSo() {
		this.endpointRunner.withBean("add", Command.class, () -> new TellCommand("ADD")).run((context) -> {
			FailureAnalysis analysis = analyze(new DuplicateCommandFailureAnalyzer(), context.getStartupFailure(),
					DuplicateCommandException.class);
			assertThat(analysis.getDescription()).contains("Command ADD is defined twice", "Calculator.add(int, int)",
					"TellCommand");
		});
	}

	@Test
	void whenThePortIsTakenSaysSo() {
		this.endpointRunner.run((first) -> {
			int port = first.getEnvironment().getRequiredProperty("local.tino.port", int.class);
			this.endpointRunner.withPropertyValues("tino.server.port=" + port).run((second) -> {
				FailureAnalysis analysis = analyze(new TransportBindFailureAnalyzer(), second.getStartupFailure(),
						TransportBindException.class);
				assertThat(analysis.getDescription())
					.isEqualTo("Tino server failed to start because port " + port + " of 127.0.0.1 is already in use.");
				assertThat(analysis.getAction()).contains("tino.server.port");
			});
		});
	}

	@Test
	void whenTheAddressIsNotHereSaysSo() {
		this.endpointRunner.withPropertyValues("tino.server.address=192.0.2.1", "tino.server.protected-mode=false")
			.run((context) -> {
				FailureAnalysis analysis = analyze(new TransportBindFailureAnalyzer(), context.getStartupFailure(),
						TransportBindException.class);
				assertThat(analysis.getDescription()).contains("cannot listen on 192.0.2.1:0");
			});
	}

	@Test
	void refusesToLetOtherMachinesCallWithoutAuthentication() {
		this.endpointRunner.withPropertyValues("tino.server.address=0.0.0.0").run((context) -> {
			FailureAnalysis analysis = analyze(new ProtectedModeFailureAnalyzer(), context.getStartupFailure(),
					ProtectedModeException.class);
			assertThat(analysis.getAction()).contains("TinoAuthenticator", "tino.server.protected-mode=false");
		});
		this.endpointRunner.withPropertyValues("tino.server.address=0.0.0.0")
			.withBean(TinoAuthenticator.class, () -> (credentials, connection) -> null)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void slowCallsAreThoseThatPropertiesSay() {
		this.endpointRunner.run((context) -> {
			try (RespSocket socket = connect(context.getEnvironment())) {
				assertThat(socket.call("CONFIG GET slowlog-*"))
					.isEqualTo("*[slowlog-log-slower-than, 10000, slowlog-max-len, 128]");
			}
		});
		this.endpointRunner.withPropertyValues("tino.server.slowlog.threshold=250", "tino.server.slowlog.max-length=7")
			.run((context) -> {
				try (RespSocket socket = connect(context.getEnvironment())) {
					assertThat(socket.call("CONFIG GET slowlog-*"))
						.isEqualTo("*[slowlog-log-slower-than, 250000, slowlog-max-len, 7]");
				}
			});
	}

	@ParameterizedTest
	@CsvSource({ "port,-1", "port,70000", "event-loops,0", "max-request-size,0", "max-request-size,3GB",
			"worker.max-threads,0", "worker.queue-capacity,-1", "slowlog.max-length,-1", "shutdown.grace-period,-1s",
			"handover.timeout,500ms", "handover.timeout,-1s", "handover.endpoint,nowhere", "handover.endpoint,:7777",
			"handover.endpoint,tino.example:0", "handover.endpoint,tino.example:70000",
			"handover.endpoint,tino.example:x", "handover.endpoint,[::1]:7777" })
	void valuesThatMakeNoSenseAreRefusedByTheirNames(String name, String value) {
		this.endpointRunner.withPropertyValues("tino.server." + name + "=" + value)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("tino.server." + name)));
	}

	@TinoEndpoint
	static class Guarded {

		@TinoCommand
		@AuthRequired
		void whoami() {
		}

	}

	@Test
	void aPauseKeepsThePort() {
		this.endpointRunner.run((context) -> {
			String port = context.getEnvironment().getProperty("local.tino.port");
			context.getSourceApplicationContext(ConfigurableApplicationContext.class).pause();
			context.getSourceApplicationContext(ConfigurableApplicationContext.class).restart();
			assertThat(context.getEnvironment().getProperty("local.tino.port")).isEqualTo(port);
		});
	}

	@Test
	void eachContextServesItsOwn() {
		this.endpointRunner.run((parent) -> this.contextRunner.withParent(parent)
			.run((child) -> assertThat(child.getSourceApplicationContext().containsLocalBean("tinoServer")).isFalse()));
		this.endpointRunner.run((parent) -> this.contextRunner.withParent(parent)
			.withBean("tell", Command.class, () -> new TellCommand("TELL"))
			.run((child) -> {
				try (RespSocket socket = connect(child.getEnvironment())) {
					assertThat(socket.send("TELL\r\n").read()).isEqualTo(new SimpleString("told"));
					assertThat(socket.send("ADD\r\n").read()).isEqualTo(new SimpleError("INVALID_COMMAND ADD"));
				}
			}));
	}

	@Test
	void whenAuthenticationIsRequiredSomebodyMustDoIt() {
		for (ApplicationContextRunner runner : List.of(
				this.endpointRunner.withPropertyValues("tino.server.authentication-required=true"),
				this.contextRunner.withUserConfiguration(Guarded.class))) {
			runner.run((context) -> {
				FailureAnalysis analysis = analyze(new MissingAuthenticatorFailureAnalyzer(),
						context.getStartupFailure(), MissingAuthenticatorException.class);
				assertThat(analysis.getDescription()).contains("requires authentication, but there is no");
				assertThat(analysis.getAction()).contains("TinoAuthenticator");
			});
		}
		this.endpointRunner.withPropertyValues("tino.server.authentication-required=true")
			.withBean(TinoAuthenticator.class, () -> (credentials, connection) -> null)
			.run((context) -> {
				try (RespSocket socket = connect(context.getEnvironment())) {
					assertThat(socket.send("PING\r\n").read())
						.isEqualTo(new SimpleError("NOAUTH Authentication required."));
				}
			});
	}

	@Test
	void filesThatHaveBeenReadAreNotReadAgainForTheirErrorCodes() {
		List<String> read = new ArrayList<>();
		MetadataReaderFactory metadata = new SimpleMetadataReaderFactory() {

			@Override
			public MetadataReader getMetadataReader(Resource resource) throws IOException {
				read.add(String.valueOf(resource.getFilename()));
				return super.getMetadataReader(resource);
			}

		};
		this.endpointRunner.withUserConfiguration(RefusedApplication.class)
			.withBean(MetadataReaderFactory.class, () -> metadata)
			.run((context) -> assertThat(read).contains("RefusedApplication.class"));
	}

	@Test
	void whenACodeOfTheApplicationMustNotBeSentSaysSo() {
		this.endpointRunner.withUserConfiguration(RefusedApplication.class)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining(InvalidEndpointException.class.getName())
				.hasStackTraceContaining("BusyException")
				.rootCause()
				.hasMessageContaining("BUSY"));
		this.endpointRunner.withUserConfiguration(PackageConfiguration.class).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).hasStackTraceContaining("BusyException");
		});
	}

	@AutoConfigurationPackage
	static class PackageConfiguration {

	}

	@Test
	void stopsGracefully() throws Exception {
		CompletableFuture<String> reply = new CompletableFuture<>();
		this.endpointRunner.run((context) -> {
			RespSocket socket = connect(context.getEnvironment());
			socket.send("BLOCK\r\nPING\r\n");
			Calculator calculator = context.getBean(Calculator.class);
			await().until(() -> calculator.running.get() == 1);
			Thread reader = new Thread(() -> {
				reply.complete(socket.readToEnd());
				socket.close();
			});
			reader.start();
			new Thread(() -> {
				await().until(() -> !context.getBean(TinoServer.class).isRunning());
				calculator.blocked.countDown();
			}).start();
		});
		assertThat(reply.get(30, TimeUnit.SECONDS)).isEqualTo("$1\r\n\u00c0\r\n+PONG\r\n");
	}

	@Test
	void keepsTheApplicationAliveWithoutAWebServer() {
		this.endpointRunner.run((context) -> assertThat(Thread.getAllStackTraces().keySet())
			.anyMatch((thread) -> thread.getName().startsWith("tino-server") && !thread.isDaemon()));
	}

	@Test
	void tellsWhereItListens(CapturedOutput output) {
		this.endpointRunner.run((context) -> {
			InetSocketAddress address = (InetSocketAddress) context.getBean(TinoServer.class).localAddress();
			assertThat(address).isNotNull();
			assertThat(context.getEnvironment().getProperty("local.tino.port"))
				.isEqualTo(String.valueOf(address.getPort()));
		});
	}

	private static <T extends Throwable> FailureAnalysis analyze(FailureAnalyzer analyzer, @Nullable Throwable failure,
			Class<T> type) {
		assertThat(failure).isNotNull().hasStackTraceContaining(type.getName());
		FailureAnalysis analysis = analyzer.analyze(failure);
		assertThat(analysis).isNotNull();
		return analysis;
	}

	private static RespSocket connect(Environment environment) {
		return RespSocket.connect(environment.getRequiredProperty("local.tino.port", int.class));
	}

	record TellCommand(CommandSpec spec) implements Command {

		TellCommand(String name) {
			this(CommandSpec.named(name).execution(Execution.EVENT_LOOP).build());
		}

		@Override
		public void call(Call call) {
			call.reply((writer) -> writer.simpleString("told"));
		}

	}

	static final class StubServer implements TinoServer {

		private boolean running;

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public CompletableFuture<Boolean> stop(Duration gracePeriod) {
			this.running = false;
			return CompletableFuture.completedFuture(true);
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public @Nullable SocketAddress localAddress() {
			return null;
		}

	}

}
