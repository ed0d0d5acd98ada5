package io.tino.boot.autoconfigure.actuate;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.tino.boot.autoconfigure.client.TinoClientAutoConfiguration;
import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.client.TinoCommandException;
import io.tino.client.TinoNode;
import io.tino.server.TinoAuthenticator;
import io.tino.server.TinoServer;
import io.tino.spring.client.TinoTemplate;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.spring.observation.MicrometerServerListener;
import io.tino.testing.RespSocket;
import io.tino.transport.SocketAddressFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for the auto-configuration of health and metrics.
 */
class TinoActuateAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class,
				TinoClientAutoConfiguration.class, TinoServerHealthContributorAutoConfiguration.class,
				TinoClientHealthContributorAutoConfiguration.class, TinoMetricsAutoConfiguration.class))
		.withPropertyValues("tino.server.port=0");

	private final ApplicationContextRunner endpointRunner = this.contextRunner.withUserConfiguration(Calculator.class);

	@TinoEndpoint
	static class Calculator {

		@TinoCommand
		int add(int a, int b) {
			return a + b;
		}

	}

	@Test
	void theServerIsUpWhileItRuns() {
		this.endpointRunner.run((context) -> {
			TinoServerHealthIndicator indicator = context.getBean(TinoServerHealthIndicator.class);
			Health health = indicator.health();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsKey("address");
			context.getBean(TinoServer.class).stop(Duration.ZERO).join();
			assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
		});
	}

	@Test
	void theClientIsUpIfTheServerAnswers() {
		this.endpointRunner.run((context) -> {
			TinoClientHealthIndicator indicator = context.getBean(TinoClientHealthIndicator.class);
			assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
			String address = SocketAddressFormat.describe(context.getBean(TinoServer.class).localAddress());
			assertThat(indicator.health().getDetails()).containsKey("ping")
				.containsEntry("servers", Map.of(address, TinoNode.State.READY));
			context.getBean(TinoServer.class).stop(Duration.ZERO).join();
			assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
		});
	}

	@Test
	void theClientIsDownIfNoServerCanBeReached() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		this.contextRunner.withPropertyValues("tino.client.address[0]=127.0.0.1:" + port).run((context) -> {
			Health health = context.getBean(TinoClientHealthIndicator.class).health();
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails()).containsEntry("code", "UNAVAILABLE")
				.containsEntry("servers", Map.of("127.0.0.1:" + port, TinoNode.State.BACKING_OFF));
		});
	}

	@Test
	void aServerThatRequiresAuthenticationIsNotUnhealthyForAClientThatNobodyUses() {
		this.endpointRunner.withBean(TinoAuthenticator.class, () -> (credentials, connection) -> null)
			.withPropertyValues("tino.server.authentication-required=true")
			.run((context) -> assertThat(context.getBean(TinoClientHealthIndicator.class).health().getStatus())
				.isEqualTo(Status.UNKNOWN));
	}

	@Test
	void withoutAServerToTalkToTheClientHasNoHealth() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(TinoClientHealthIndicator.class)
			.doesNotHaveBean(TinoServerHealthIndicator.class));
	}

	@Test
	void healthCanBeSwitchedOff() {
		this.endpointRunner
			.withPropertyValues("management.health.tino-server.enabled=false",
					"management.health.tino-client.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(TinoClientHealthIndicator.class)
				.doesNotHaveBean(TinoServerHealthIndicator.class));
	}

	@Test
	void healthBacksOff() {
		this.endpointRunner
			.withBean("tinoServerHealthIndicator", TinoServerHealthIndicator.class,
					() -> new TinoServerHealthIndicator(mock(TinoServer.class)))
			.run((context) -> assertThat(context).getBeanNames(TinoServerHealthIndicator.class)
				.containsExactly("tinoServerHealthIndicator"));
	}

	@ImportAutoConfiguration({ TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class,
			TinoClientAutoConfiguration.class, TinoServerHealthContributorAutoConfiguration.class,
			TinoClientHealthContributorAutoConfiguration.class })
	static class Application {

	}

	@Test
	void withoutActuatorThereIsNoHealth() {
		ApplicationContextRunner runner = new ApplicationContextRunner().withPropertyValues("tino.server.port=0")
			.withUserConfiguration(Application.class, Calculator.class);
		runner.run((context) -> assertThat(context).hasBean("tinoServerHealthContributor")
			.hasBean("tinoClientHealthContributor"));
		runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("tinoServerHealthContributor")
				.doesNotHaveBean("tinoClientHealthContributor"));
	}

	@Test
	void timesCallsOfServerAndClient() {
		this.endpointRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			TinoTemplate template = context.getBean(TinoTemplate.class);
			assertThat(template.call("ADD", Integer.class, 1, 2)).isEqualTo(3);
			assertThatExceptionOfType(TinoCommandException.class)
				.isThrownBy(() -> template.call("ADD", Integer.class, "x", 2));
			assertThatExceptionOfType(TinoCommandException.class)
				.isThrownBy(() -> template.call("NOPE", Integer.class));
			for (String side : new String[] { "server", "client" }) {
				String name = "tino." + side + ".calls";
				await().untilAsserted(() -> {
					assertThat(registry.get(name)
						.tags("command", "ADD", "outcome", "SUCCESS", "error", "none")
						.functionTimer()
						.count()).isEqualTo(1);
					assertThat(registry.get(name)
						.tags("command", "ADD", "outcome", "ERROR", "error", "VALIDATION_ERROR")
						.functionTimer()
						.count()).isEqualTo(1);
				});
				assertThat(registry.get("tino." + side + ".connections").gauge().value()).isEqualTo(1);
				await().untilAsserted(
						() -> assertThat(registry.get("tino." + side + ".calls.active").gauge().value()).isZero());
			}
			assertThat(registry.get("tino.server.calls")
				.tags("command", "unknown", "error", "INVALID_COMMAND")
				.functionTimer()
				.count()).isEqualTo(1);
			assertThat(registry.get("tino.client.calls")
				.tags("command", "NOPE", "error", "INVALID_COMMAND")
				.functionTimer()
				.count()).isEqualTo(1);
		});
	}

	@Test
	void timesCallsByTimersWhereHistogramsAreAskedFor() {
		MeterFilter filter = new MeterFilter() {

			@Override
			public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
				return id.getName().startsWith("tino.")
						? DistributionStatisticConfig.builder().percentilesHistogram(true).build().merge(config)
						: config;
			}

		};
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		registry.config().meterFilter(filter);
		this.endpointRunner.withBean(MeterRegistry.class, () -> registry)
			.withBean(MeterFilter.class, () -> filter)
			.run((context) -> {
				context.getBean(TinoTemplate.class).call("ADD", Integer.class, 1, 2);
				await().untilAsserted(() -> {
					assertThat(registry.get("tino.server.calls").timer().count()).isEqualTo(1);
					assertThat(registry.get("tino.client.calls").timer().count()).isEqualTo(1);
				});
			});
	}

	@Test
	void countsConnectionsThatAreOverALimit() {
		this.endpointRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("tino.server.limits.max-connections=1", "tino.server.limits.idle-timeout=1s")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				SocketAddress address = context.getBean(TinoServer.class).localAddress();
				try (RespSocket idle = new RespSocket(address)) {
					idle.send("PING\r\n").read();
					try (RespSocket rejected = new RespSocket(address)) {
						assertThat(rejected.readToEnd()).isNotEmpty();
					}
					assertThat(idle.readToEnd()).isEmpty();
				}
				assertThat(
						registry.get("tino.server.connections.rejected").tag("limit", "CONNECTIONS").counter().count())
					.isEqualTo(1);
				assertThat(
						registry.get("tino.server.connections.evicted").tag("limit", "IDLE_TIMEOUT").counter().count())
					.isEqualTo(1);
			});
	}

	@Test
	void withoutMicrometerThereAreNoMeters() {
		this.endpointRunner.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("tinoMicrometerServerListener"));
		this.endpointRunner.run((context) -> assertThat(context).doesNotHaveBean(MicrometerServerListener.class));
	}

}
