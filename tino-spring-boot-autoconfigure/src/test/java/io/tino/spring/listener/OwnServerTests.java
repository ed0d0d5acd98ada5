package io.tino.spring.listener;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.tino.boot.autoconfigure.client.TinoClientAutoConfiguration;
import io.tino.boot.autoconfigure.client.TinoListenerAutoConfiguration;
import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoPortInfoApplicationContextInitializer;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.client.TinoException;
import io.tino.spring.client.TinoTemplate;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.spring.server.TinoServerLifecycle;
import io.tino.testing.RespSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for listeners that take messages from the server of their own application.
 */
@ExtendWith(OutputCaptureExtension.class)
class OwnServerTests {

	private static final Queue<String> events = new ConcurrentLinkedQueue<>();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TinoPortInfoApplicationContextInitializer())
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class,
				TinoClientAutoConfiguration.class, TinoListenerAutoConfiguration.class))
		.withPropertyValues("tino.server.port=0")
		.withInitializer((context) -> events.clear());

	record Order(String id, int count) {
	}

	@TinoEndpoint
	static class Shop {

		private final TinoTemplate tino;

		Shop(TinoTemplate tino) {
			this.tino = tino;
		}

		@TinoCommand
		long order(String id) {
			return this.tino.publish("orders.new", new Order(id, 1));
		}

		@TinoListener(channels = "orders.new")
		void onOrder(Order order) {
			events.add("channel " + order);
		}

		@TinoListener(patterns = "orders.*")
		void onAnyOrder(Order order, @TinoChannel String channel) {
			events.add(channel + " " + order);
		}

	}

	@Test
	void whatIsPublishedReachesListenersAlsoAfterTheServerHasRestarted(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Shop.class).run((context) -> {
			TinoTemplate tino = context.getBean(TinoTemplate.class);
			TinoServerLifecycle server = context.getBean(TinoServerLifecycle.class);
			for (int restart = 0; restart < 3; restart++) {
				events.clear();
				await().ignoreExceptionsInstanceOf(TinoException.class)
					.until(() -> tino.publish("orders.old", new Order("old", 1)) == 1);
				assertThat(tino.call("ORDER", Long.class, "new")).isEqualTo(2);
				await().until(() -> events.size() >= 3);
				assertThat(events).containsExactlyInAnyOrder("orders.old Order[id=old, count=1]",
						"channel Order[id=new, count=1]", "orders.new Order[id=new, count=1]");
				server.stop();
				server.start();
			}
		});
		assertThat(output.getOut().split("Trying again until they do").length).as("said once, as it goes on")
			.isBetween(2, 4);
	}

	@Test
	void endsBeforeTheServerSoThatNothingIsInterrupted(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Shop.class)
			.run((context) -> await()
				.until(() -> context.getBean(TinoTemplate.class).publish("orders.new", new Order("1", 1)) == 2));
		assertThat(output).doesNotContain("No messages come");
	}

	@Test
	void anybodyWhoSpeaksRedisCanPublishAndSubscribeToo() {
		this.contextRunner.withUserConfiguration(Shop.class).run((context) -> {
			TinoTemplate tino = context.getBean(TinoTemplate.class);
			await().until(() -> tino.publish("orders.new", new Order("1", 1)) == 2);
			int port = context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
			try (RespSocket socket = RespSocket.connect(port)) {
				events.clear();
				socket.send("PUBLISH orders.x \"\\x82\\xa2id\\xa1z\\xa5count\\x07\"\r\n").read();
				await().until(() -> events.contains("orders.x Order[id=z, count=7]"));
				socket.send("SUBSCRIBE greetings\r\n").read();
				assertThat(tino.publish("greetings", "hi")).isEqualTo(1);
				String message = "*3\r\n$7\r\nmessage\r\n$9\r\ngreetings\r\n$3\r\n\u00a2hi\r\n";
				assertThat(socket.readBytes(message.length())).isEqualTo(message);
			}
		});
	}

}
