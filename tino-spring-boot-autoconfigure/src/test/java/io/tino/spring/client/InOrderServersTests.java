package io.tino.spring.client;

import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.tino.boot.autoconfigure.client.TinoClientAutoConfiguration;
import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.spring.endpoint.TinoHeaders;
import io.tino.testing.RedisServer;

/**
 * Tests for {@link TinoTemplate} with servers that know nothing of multiplexed calls.
 */
@NullMarked
class InOrderServersTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoClientAutoConfiguration.class));

	@TinoEndpoint
	static class Answers {

		private final CountDownLatch never = new CountDownLatch(1);

		@TinoCommand
		String echoValue(String value, TinoHeaders headers) {
			return value + headers.toMap().getOrDefault("tenant", "");
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
