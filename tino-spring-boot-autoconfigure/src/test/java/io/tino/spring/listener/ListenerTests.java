package io.tino.spring.listener;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

import io.tino.boot.autoconfigure.client.TinoListenerAutoConfiguration;
import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.client.TinoClient;
import io.tino.client.TinoMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for listeners: beans whose methods take messages.
 */
@NullMarked
@ExtendWith(OutputCaptureExtension.class)
class ListenerTests {

	private static final Queue<String> events = new ConcurrentLinkedQueue<>();

	private final LoopbackClient client = new LoopbackClient();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, ValidationAutoConfiguration.class,
				TinoListenerAutoConfiguration.class))
		.withBean(TinoClient.class, () -> this.client)
		.withInitializer((context) -> events.clear());

	record Line(@Positive int count) {
	}

	record Order(@NotBlank String id, List<@Valid Line> lines) {
	}

	static class Shop {

		@TinoListener(channels = "orders")
		void onOrder(Order order) {
			events.add("order " + order.id() + " " + order.lines());
		}

		@TinoListener(channels = { "${shop.channel}", "numbers" })
		void onNumber(int number, @TinoChannel String channel) {
			events.add("number " + number + " " + channel + " " + Thread.currentThread().getName());
		}

		@TinoListener(patterns = "p.*")
		void onMessage(TinoMessage<List<Line>> message) {
			events.add(message.pattern() + " " + message.channel() + " " + message.payload());
		}

		@TinoListener(channels = "any")
		void onAnything(@SuppressWarnings("rawtypes") TinoMessage message) {
			events.add("anything " + message.payload());
		}

		@TinoListener(channels = "nulls")
		void onNull(@Nullable String text) {
			events.add("null " + text);
		}

		@TinoListener(channels = "nulls")
		void onNothing(Optional<Integer> number) {
			events.add("optional " + number);
		}

		@TinoListener(channels = "nulls")
		void onSomething(String text) {
			events.add("text " + text);
		}

		@TinoListener(channels = "signals")
		void onSignal() {
			events.add("signal");
		}

		@TinoListener(channels = "bytes")
		void onBytes(byte[] bytes) {
			events.add("bytes " + bytes.length);
		}

	}

	@Test
	void methodsTakeWhatTheyDeclare() {
		run(Shop.class, () -> {
			this.client.publish("orders", Map.of("id", "1", "lines", List.of(Map.of("count", 2))));
			assertThatComes("order 1 [Line[count=2]]");
			this.client.publish("p.q", List.of(Map.of("count", 3)));
			assertThatComes("p.* p.q [Line[count=3]]");
			this.client.publish("any", Map.of("a", 1));
			assertThatComes("anything {a=1}");
			this.client.publish("signals", "whatever");
			assertThatComes("signal");
			this.client.publish("bytes", new byte[] { 1, 2 });
			assertThatComes("bytes 2");
			this.client.publish("here", 1);
			await().until(() -> !events.isEmpty());
			assertThat(events.poll()).startsWith("number 1 here tino-listener-");
		});
	}

	@Test
	void aNullIsOnlyTakenByWhoeverSaysSo(CapturedOutput output) {
		run(Shop.class, () -> {
			this.client.publish("nulls", null);
			await().until(() -> events.size() == 2 && output.getOut().contains("drops"));
			assertThat(events).containsExactlyInAnyOrder("null null", "optional Optional.empty");
			assertThat(output)
				.contains("Listener shop.onSomething drops a message of channel nulls: none is not an allowed value");
			this.client.publish("any", null);
			await().until(() -> events.contains("anything null"));
		});
	}

	@Test
	void whatIsNotOfTheTypeIsLoggedWithoutItsContentAndTheNextOneGoesOn(CapturedOutput output) {
		run(Shop.class, () -> {
			this.client.publish("numbers", "secret");
			this.client.publishBytes("numbers", new byte[] { (byte) 0xc1 });
			this.client.publishBytes("numbers", new byte[] {});
			this.client.publish("numbers", 2);
			await().until(() -> !events.isEmpty());
			assertThat(events).singleElement().asString().startsWith("number 2");
			assertThat(output.getOut().lines().filter((line) -> line.contains("Listener shop.onNumber drops")))
				.hasSize(3);
			assertThat(output).doesNotContain("secret");
		});
	}

	@Test
	void messagesAreValidated(CapturedOutput output) {
		run(Checked.class, () -> {
			this.client.publish("orders", Map.of("id", "1", "lines", List.of(Map.of("count", -770_077))));
			this.client.publish("orders", Map.of("id", " ", "lines", List.of()));
			this.client.publish("small", 99);
			this.client.publish("orders", Map.of("id", "2", "lines", List.of(Map.of("count", 1))));
			assertThatComes("checked 2");
			assertThat(output)
				.contains("Listener shop.onOrder drops a message of channel orders: order.lines.count breaks @Positive",
						"Listener shop.onOrder drops a message of channel orders: order.id breaks @NotBlank")
				.doesNotContain("770077");
		});
	}

	static class Checked {

		@TinoListener(channels = "orders")
		void onOrder(@Valid Order order) {
			events.add("checked " + order.id());
		}

	}

	@Test
	void withoutBeanValidationNothingIsValidated() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("jakarta.validation"))
			.withPropertyValues("shop.channel=here")
			.withBean("shop", Shop.class)
			.run((context) -> {
				this.client.publish("orders", Map.of("id", "", "lines", List.of()));
				assertThatComes("order  []");
			});
	}

	static class Failing {

		@TinoListener(channels = "a", id = "failing")
		void onMessage(int number) throws Exception {
			if (number == 1) {
				throw new java.io.IOException("disk full");
			}
			if (number == 2) {
				throw new StackOverflowError();
			}
			events.add("" + number);
		}

	}

	@Test
	void aListenerThatThrowsIsLoggedAndGetsTheNextMessage(CapturedOutput output) {
		run(Failing.class, () -> {
			for (int i = 1; i < 4; i++) {
				this.client.publish("a", i);
			}
			assertThatComes("3");
			assertThat(output).contains("Listener failing has failed on a message of channel a", "disk full",
					"StackOverflowError");
		});
	}

	static class Slow {

		private final CountDownLatch release = new CountDownLatch(1);

		@TinoListener(channels = "slow")
		void onSlow(int number) throws InterruptedException {
			this.release.await(1, TimeUnit.MINUTES);
			events.add("slow " + number);
		}

		@TinoListener(channels = "fast")
		void onFast(int number) {
			events.add("fast " + number);
		}

	}

	@Test
	void aSlowListenerHoldsUpNoOtherAndOrderIsKept() {
		this.contextRunner.withBean("shop", Slow.class).run((context) -> {
			for (int i = 0; i < 500; i++) {
				this.client.publish("slow", i);
			}
			this.client.publish("fast", 1);
			assertThatComes("fast 1");
			context.getBean(Slow.class).release.countDown();
			await().until(() -> events.size() == 500);
			assertThat(events).containsExactlyElementsOf(IntStream.range(0, 500).mapToObj((i) -> "slow " + i).toList());
		});
	}

	interface Greeter {

		@TinoListener(channels = "a")
		void greet(String name);

	}

	static class Proxied implements Greeter {

		@Override
		public void greet(String name) {
			events.add("hello " + name);
		}

	}

	@Configuration
	static class ProxyConfiguration {

		@Bean
		static BeanPostProcessor proxy() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					if (!(bean instanceof Greeter)) {
						return bean;
					}
					ProxyFactory factory = new ProxyFactory(bean);
					factory.addAdvice((org.aopalliance.intercept.MethodInterceptor) (invocation) -> {
						events.add("intercepted");
						return invocation.proceed();
					});
					return factory.getProxy();
				}

			};
		}

	}

	@Test
	void theAnnotationMayStandOnAnInterfaceAndTheProxyIsInvoked() {
		run(this.contextRunner.withUserConfiguration(ProxyConfiguration.class), Proxied.class, () -> {
			this.client.publish("a", "Tina");
			assertThatComes("intercepted");
			assertThatComes("hello Tina");
		});
	}

	abstract static class Generic<T> {

		@TinoListener(channels = "a")
		void onMessage(TinoMessage<T> message) {
			T payload = message.payload();
			events.add(payload.getClass().getSimpleName());
		}

	}

	static class Specific extends Generic<Line> {

	}

	@Test
	void typesOfGenericClassesAreKnown() {
		run(Specific.class, () -> {
			this.client.publish("a", Map.of("count", 1));
			assertThatComes("Line");
		});
	}

	@Configuration
	@Lazy
	static class LazyConfiguration {

		@Bean
		@Lazy
		Failing lazy() {
			return new Failing();
		}

		@Bean
		@Nullable Shop missing() {
			return null;
		}

	}

	@Test
	void lazyBeansListenAndMissingOnesDoNot() {
		this.contextRunner.withUserConfiguration(LazyConfiguration.class).run((context) -> {
			this.client.publish("a", 5);
			assertThatComes("5");
			assertThat(this.client.subscriptions()).hasSize(1);
		});
	}

	@Configuration
	static class ScopedConfiguration {

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Failing scoped() {
			return new Failing();
		}

	}

	@Test
	void beansOfAScopeListenOnceThroughTheirProxy() {
		this.contextRunner.withUserConfiguration(ScopedConfiguration.class).run((context) -> {
			assertThat(this.client.publish("a", 5).join()).isEqualTo(1);
			assertThatComes("5");
		});
	}

	private void run(Class<?> listener, Runnable test) {
		run(this.contextRunner, listener, test);
	}

	private void run(ApplicationContextRunner runner, Class<?> listener, Runnable test) {
		runner.withBean("shop", listener).withPropertyValues("shop.channel=here").run((context) -> {
			assertThat(context).hasNotFailed();
			test.run();
		});
		assertThat(this.client.subscriptions()).isEmpty();
	}

	private static void assertThatComes(String event) {
		await().until(() -> !events.isEmpty());
		assertThat(events.poll()).isEqualTo(event);
	}

}
