package io.tino.boot.autoconfigure.client;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.tino.boot.autoconfigure.actuate.TinoMetricsAutoConfiguration;
import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.client.TinoClient;
import io.tino.client.TinoException;
import io.tino.payload.PayloadCodec;
import io.tino.spring.client.TinoTemplate;
import io.tino.spring.listener.ListenerMethods;
import io.tino.spring.listener.TinoChannel;
import io.tino.spring.listener.TinoListener;
import io.tino.spring.listener.TinoListenerContainer;
import io.tino.spring.observation.MicrometerListenerObserver;
import io.tino.spring.server.TinoServerLifecycle;
import io.tino.testing.RedisServer;
import io.tino.testing.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link TinoListenerAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TinoListenerAutoConfigurationTests {

	private static final Queue<String> events = new ConcurrentLinkedQueue<>();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoClientAutoConfiguration.class,
				TinoListenerAutoConfiguration.class))
		.withInitializer((context) -> events.clear());

	static class Shop {

		private final CountDownLatch release = new CountDownLatch(1);

		@TinoListener(channels = "orders", patterns = "stock.*")
		void onOrder(int id, @TinoChannel String channel) {
			events.add(channel + " " + id);
		}

		@TinoListener(channels = "slow")
		void onSlow(int number) throws InterruptedException {
			events.add("slow " + number);
			this.release.await(1, TimeUnit.MINUTES);
		}

		@TinoListener(channels = "thread")
		void onThread() throws ReflectiveOperationException {
			boolean virtual = Runtime.version().feature() >= 21
					&& (boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
			events.add(Thread.currentThread().getName() + " " + virtual);
		}

	}

	@Test
	void messagesOfAServerReachListenersAndItsRestartIsSurvived() {
		RedisServer[] redis = { RedisServer.start() };
		int port = redis[0].port();
		try {
			this.contextRunner.withBean(Shop.class)
				.withPropertyValues("tino.client.address=127.0.0.1:" + port)
				.run((context) -> {
					TinoTemplate tino = context.getBean(TinoTemplate.class);
					for (int restart = 0; restart < 2; restart++) {
						await().ignoreExceptionsInstanceOf(TinoException.class)
							.until(() -> tino.publish("orders", 1) == 1);
						assertThatComes("orders 1");
						assertThat(tino.publish("stock.apples", 2)).isEqualTo(1);
						assertThatComes("stock.apples 2");
						redis[0].close();
						redis[0] = RedisServer.start("--port", String.valueOf(port));
					}
				});
		}
		finally {
			redis[0].close();
		}
	}

	@Test
	void anApplicationStartsWithoutAServerAndConnectsWhenItIsThere(CapturedOutput output) {
		int port;
		try (RedisServer redis = RedisServer.start()) {
			port = redis.port();
		}
		this.contextRunner.withBean(Shop.class)
			.withPropertyValues("tino.client.address=127.0.0.1:" + port)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				await().until(() -> output.getOut().contains("Trying again until they do"));
				RedisServer redis = RedisServer.start("--port", String.valueOf(port));
				try {
					await().until(() -> context.getBean(TinoTemplate.class).publish("orders", 1) == 1);
					assertThatComes("orders 1");
				}
				finally {
					redis.close();
				}
			});
		assertThat(output.getOut().split("Trying again until they do")).hasSize(2);
	}

	@Test
	void asLongAsAListenerHasTooMuchToDoNothingIsReadAndNothingIsLost() {
		try (RedisServer redis = RedisServer.start()) {
			this.contextRunner.withBean(Shop.class)
				.withPropertyValues("tino.client.address=127.0.0.1:" + redis.port(),
						"tino.client.listener.queue-capacity=10", "tino.client.max-connections=1")
				.run((context) -> {
					TinoTemplate tino = context.getBean(TinoTemplate.class);
					await().until(() -> tino.publish("slow", 0) == 1);
					for (int i = 1; i < 1_000; i++) {
						tino.publishAsync("slow", i);
					}
					tino.publish("orders", 1);
					assertThatComes("slow 0");
					assertThat(events).as("it is behind the others").isEmpty();
					context.getBean(Shop.class).release.countDown();
					await().until(() -> events.contains("orders 1") && events.contains("slow 999"));
					assertThat(events).hasSize(1_000);
				});
		}
	}

	@Test
	void whatHasComeIsHandledBeforeTheApplicationStops() {
		try (RedisServer redis = RedisServer.start()) {
			this.contextRunner.withBean(Shop.class)
				.withPropertyValues("tino.client.address=127.0.0.1:" + redis.port())
				.run((context) -> {
					TinoTemplate tino = context.getBean(TinoTemplate.class);
					await().until(() -> tino.publish("slow", 0) == 1);
					tino.publish("slow", 1);
					tino.publish("orders", 2);
					await().until(() -> events.contains("orders 2"));
					TinoListenerContainer container = context.getBean(TinoListenerContainer.class);
					CountDownLatch stopped = new CountDownLatch(1);
					container.stop(stopped::countDown);
					assertThat(container.isRunning()).isFalse();
					await().until(() -> tino.publish("orders", 3) == 0);
					assertThat(stopped.getCount()).isEqualTo(1);
					context.getBean(Shop.class).release.countDown();
					assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
					assertThat(events).containsExactlyInAnyOrder("slow 0", "orders 2", "slow 1");
					container.start();
					await().until(() -> tino.publish("orders", 4) == 1);
					await().until(() -> events.contains("orders 4"));
					container.stop();
				});
		}
	}

	@Test
	void whatThereIsNoTimeForIsForgotten() {
		try (RedisServer redis = RedisServer.start()) {
			this.contextRunner.withBean(Shop.class)
				.withPropertyValues("tino.client.address=127.0.0.1:" + redis.port(), "tino.client.max-connections=1")
				.run((context) -> {
					TinoTemplate tino = context.getBean(TinoTemplate.class);
					await().until(() -> tino.publish("slow", 0) == 1);
					tino.publish("slow", 1);
					tino.publish("orders", 2);
					await().until(() -> events.contains("orders 2"));
					TinoListenerContainer container = context.getBean(TinoListenerContainer.class);
					container.destroy();
					context.getBean(Shop.class).release.countDown();
					container.stop();
					assertThat(events).containsExactlyInAnyOrder("slow 0", "orders 2");
				});
		}
	}

	@Test
	void withoutListenersThereIsNoConnection() {
		try (ScriptedServer server = new ScriptedServer((connection) -> connection.read())) {
			this.contextRunner.withPropertyValues("tino.client.address=127.0.0.1:" + server.address().getPort())
				.run((context) -> {
					assertThat(context).hasSingleBean(TinoListenerContainer.class);
					assertThat(context.getBean(TinoListenerContainer.class).isRunning()).isTrue();
					context.close();
					assertThat(server.connections()).isZero();
				});
		}
	}

	@Test
	void listenersStartAfterTheServerAndStopBeforeIt() {
		assertThat(TinoListenerContainer.PHASE)
			.isGreaterThan(new TinoServerLifecycle(mock(), Duration.ZERO, mock()).getPhase());
	}

	@Test
	void whenToldSoDoesNotStartByItself() {
		this.contextRunner.withBean(Shop.class)
			.withPropertyValues("tino.client.listener.auto-startup=false")
			.run((context) -> assertThat(context.getBean(TinoListenerContainer.class).isRunning()).isFalse());
	}

	@Test
	void whenDisabledNothingListens() {
		this.contextRunner.withPropertyValues("tino.client.listener.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(TinoListenerContainer.class)
				.doesNotHaveBean(ListenerMethods.class)
				.hasSingleBean(TinoClient.class));
	}

	@Test
	void withoutAClientNothingListens() {
		this.contextRunner.withPropertyValues("tino.client.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TinoListenerContainer.class));
	}

	@Test
	void whenUserDefinesContainerAutoConfiguredContainerBacksOff() {
		this.contextRunner
			.withBean("custom", TinoListenerContainer.class,
					() -> new TinoListenerContainer(() -> mock(TinoClient.class),
							new ListenerMethods(new DefaultListableBeanFactory(), mock(PayloadCodec.class)),
							new TinoListenerContainer.Settings(Runnable::run, 1, false, List.of())))
			.run((context) -> assertThat(context).getBeanNames(TinoListenerContainer.class).containsExactly("custom"));
	}

	@Test
	void whenTheClientDoesNotSubscribeSaysSo() {
		TinoClient calling = mock(TinoClient.class, Mockito.CALLS_REAL_METHODS);
		this.contextRunner.withBean("customClient", TinoClient.class, () -> calling)
			.withBean(Shop.class)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasRootCauseInstanceOf(UnsupportedOperationException.class)
				.hasStackTraceContaining("does not subscribe"));
	}

	@ParameterizedTest
	@CsvSource({ "listener.max-threads,0", "listener.queue-capacity,0", "keep-alive,0", "subscription.min-backoff,-1s",
			"subscription.max-backoff,400d" })
	void valuesThatMakeNoSenseAreRefusedByTheirNames(String name, String value) {
		this.contextRunner.withPropertyValues("tino.client." + name + "=" + value)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("tino.client." + name)));
	}

	@Test
	void bindsPropertiesOfTheSubscription() {
		Queue<List<String>> requests = new ConcurrentLinkedQueue<>();
		try (ScriptedServer server = new ScriptedServer((connection) -> {
			connection.read();
			connection.send("%0\r\n");
			for (List<String> request = connection.read(); request != null; request = connection.read()) {
				requests.add(request);
				connection.send(request.get(0).equals("PING") ? "+PONG\r\n" : "-NOPERM no\r\n");
			}
		})) {
			this.contextRunner.withBean(Shop.class)
				.withPropertyValues("tino.client.address=127.0.0.1:" + server.address().getPort(),
						"tino.client.keep-alive=10ms", "tino.client.subscription.min-backoff=1ms",
						"tino.client.subscription.max-backoff=2ms")
				.run((context) -> await().until(() -> requests.contains(List.of("PING"))));
		}
	}

	@Test
	void handlesMessagesOnThreadsOfItsOwnAndLeavesTheExecutorOfTheApplicationAlone() {
		try (RedisServer redis = RedisServer.start()) {
			this.contextRunner.withBean(Shop.class)
				.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
				.withPropertyValues("tino.client.address=127.0.0.1:" + redis.port())
				.run((context) -> {
					assertThat(context).getBeanNames(Executor.class).containsExactly("applicationTaskExecutor");
					await().until(() -> context.getBean(TinoTemplate.class).publish("thread", 1) == 1);
					await().until(() -> !events.isEmpty());
					assertThat(events.poll()).startsWith("tino-listener-").endsWith(" false");
				});
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void handlesMessagesOnVirtualThreadsIfTheyAreEnabled() {
		try (RedisServer redis = RedisServer.start()) {
			this.contextRunner.withBean(Shop.class)
				.withPropertyValues("tino.client.address=127.0.0.1:" + redis.port(),
						"spring.threads.virtual.enabled=true")
				.run((context) -> {
					await().until(() -> context.getBean(TinoTemplate.class).publish("thread", 1) == 1);
					await().until(() -> !events.isEmpty());
					assertThat(events.poll()).startsWith("tino-listener-").endsWith(" true");
				});
		}
	}

	@Test
	void handlesMessagesOnTheExecutorOfTheUser() {
		try (RedisServer redis = RedisServer.start()) {
			this.contextRunner.withBean(Shop.class)
				.withBean("tinoListenerExecutor", Executor.class, () -> (task) -> new Thread(task, "mine").start())
				.withPropertyValues("tino.client.address=127.0.0.1:" + redis.port())
				.run((context) -> {
					await().until(() -> context.getBean(TinoTemplate.class).publish("thread", 1) == 1);
					assertThatComes("mine false");
				});
		}
	}

	@Test
	void messagesAreTimedByListenerOutcomeAndError() {
		try (RedisServer redis = RedisServer.start()) {
			this.contextRunner.withBean("shop", Shop.class)
				.withConfiguration(AutoConfigurations.of(TinoMetricsAutoConfiguration.class))
				.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
				.withPropertyValues("tino.client.address=127.0.0.1:" + redis.port())
				.run((context) -> {
					MeterRegistry registry = context.getBean(MeterRegistry.class);
					await().until(() -> context.getBean(TinoTemplate.class).publish("stock.pears", 1) == 1);
					context.getBean(TinoTemplate.class).publish("orders", "text");
					await().untilAsserted(() -> {
						assertThat(registry.get("tino.client.messages")
							.tags("listener", "shop.onOrder", "outcome", "SUCCESS", "error", "none")
							.functionTimer()
							.count()).isEqualTo(1);
						assertThat(registry.get("tino.client.messages")
							.tags("listener", "shop.onOrder", "outcome", "ERROR", "error", "VALIDATION_ERROR")
							.functionTimer()
							.count()).isEqualTo(1);
					});
				});
		}
	}

	@Test
	void withoutMicrometerThereAreNoMeters() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(TinoMetricsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(TinoListenerContainer.class)
				.doesNotHaveBean(MicrometerListenerObserver.class));
	}

	private static void assertThatComes(String event) {
		await().until(() -> !events.isEmpty());
		assertThat(events.poll()).isEqualTo(event);
	}

}
