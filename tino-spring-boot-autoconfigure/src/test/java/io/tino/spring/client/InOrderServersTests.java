package io.tino.spring.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Flux;

import io.tino.boot.autoconfigure.client.TinoClientAutoConfiguration;
import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.spring.endpoint.TinoHeaders;
import io.tino.testing.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link TinoTemplate} with servers that know nothing of multiplexed calls.
 */
@NullMarked
class InOrderServersTests {

	private static final Duration GRACE = Duration.ofSeconds(30);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoClientAutoConfiguration.class));

	interface Counting {

		@TinoCommand
		Stream<Integer> count(int end);

		@TinoCommand("COUNT")
		Flux<Integer> flux(int end);

		@TinoCommand("ECHO_VALUE")
		Flux<String> only(String value);

	}

	@TinoEndpoint
	static class Answers {

		private final AtomicInteger closed = new AtomicInteger();

		private final CountDownLatch never = new CountDownLatch(1);

		@TinoCommand
		String echoValue(String value, TinoHeaders headers) {
			return value + headers.toMap().getOrDefault("tenant", "");
		}

		@TinoCommand
		Stream<Integer> count(int end) {
			return IntStream.range(0, end).boxed().onClose(this.closed::incrementAndGet);
		}

		@TinoCommand
		void hang() {
			try {
				this.never.await();
			}
			catch (InterruptedException ex) { // as the test is over
				Thread.currentThread().interrupt();
			}
		}

	}

	@Test
	void callsAServerOfTinoThatDoesNotMultiplex() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(TinoServerAutoConfiguration.class))
			.withUserConfiguration(Answers.class)
			.withPropertyValues("tino.server.port=0", "tino.server.multiplexing.enabled=false",
					"tino.server.shutdown.grace-period=0")
			.run((context) -> new InOrderCalls(context.getBean(TinoTemplate.class), "ECHO_VALUE", "HANG").check());
	}

	@Test
	void readsStreamsOfAServerOfTinoThatDoesNotMultiplex() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(TinoServerAutoConfiguration.class))
			.withUserConfiguration(Answers.class)
			.withPropertyValues("tino.server.port=0", "tino.server.multiplexing.enabled=false")
			.run((context) -> {
				Counting counting = new TinoProxyFactory(context.getBean(TinoTemplate.class)).create(Counting.class);
				try (Stream<Integer> numbers = counting.count(100)) {
					assertThat(numbers).hasSize(100);
				}
				assertThat(counting.flux(Integer.MAX_VALUE).take(300).count().block(GRACE)).isEqualTo(300);
				assertThat(counting.only("a").collectList().block(GRACE)).containsExactly("a");
				await().atMost(GRACE)
					.untilAtomic(context.getBean(Answers.class).closed, (count) -> assertThat(count).isEqualTo(2));
			});
	}

	/** The integer 48 stands for one byte, which is the digit of zero: without end. */
	@Test
	void callsRedis() {
		try (RedisServer redis = RedisServer.start()) {
			this.contextRunner.withPropertyValues("tino.client.address=127.0.0.1:" + redis.port())
				.run((context) -> new InOrderCalls(context.getBean(TinoTemplate.class), "ECHO", "BLPOP", "list", 48)
					.check());
		}
	}

}
