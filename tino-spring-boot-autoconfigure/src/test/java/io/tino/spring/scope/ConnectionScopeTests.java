package io.tino.spring.scope;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.support.ScopeNotActiveException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoPortInfoApplicationContextInitializer;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerCustomizer;
import io.tino.resp.RespValue;
import io.tino.resp.RespValue.SimpleString;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.testing.RespSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link TinoConnectionScope}.
 */
class ConnectionScopeTests {

	private static final List<String> events = new CopyOnWriteArrayList<>();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TinoPortInfoApplicationContextInitializer())
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class))
		.withUserConfiguration(ScopeConfiguration.class, BasketEndpoint.class)
		.withPropertyValues("tino.server.port=0");

	static class Basket implements DisposableBean {

		private final AtomicInteger items = new AtomicInteger();

		Basket(History history) {
			history.remember();
		}

		int add(int count) {
			return this.items.addAndGet(count);
		}

		@Override
		public void destroy() {
			events.add("basket of " + this.items + " on " + Thread.currentThread().getName().replaceAll("-\\d.*", ""));
		}

	}

	static class History implements DisposableBean {

		History() {
			events.add("history");
		}

		void remember() {
		}

		@Override
		public void destroy() {
			events.add("no history");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopeConfiguration {

		@Bean
		@TinoConnectionScope
		Basket basket(History history) {
			return new Basket(history);
		}

		@Bean
		@TinoConnectionScope
		History history() {
			return new History();
		}

	}

	@TinoEndpoint
	static class BasketEndpoint {

		private final Basket basket;

		BasketEndpoint(Basket basket) {
			this.basket = basket;
		}

		@TinoCommand
		int addItems(int count) {
			return this.basket.add(count);
		}

		@TinoCommand(blocking = false)
		int addItemsQuickly(int count) {
			return this.basket.add(count);
		}

		@TinoCommand
		void dropBasket() {
			((ScopedObject) this.basket).removeFromScope();
		}

		@TinoCommand
		long connection() {
			var connection = TinoConnectionHolder.current();
			return (connection != null) ? connection.id() : 0;
		}

	}

	@BeforeEach
	void forgetEvents() {
		events.clear();
	}

	@Test
	void eachConnectionHasItsOwnBeans() {
		this.contextRunner.run((context) -> {
			int port = context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
			RespSocket one = RespSocket.connect(port);
			try (RespSocket two = RespSocket.connect(port)) {
				assertThat(events).as("made on first use").isEmpty();
				assertThat(one.json("ADD_ITEMS 5")).isEqualTo("5");
				assertThat(two.json("ADD_ITEMS 1")).isEqualTo("1");
				assertThat(one.json("ADD_ITEMS_QUICKLY 2")).isEqualTo("7");
				assertThat(events).containsExactly("history", "history");
				one.close();
				await().untilAsserted(() -> assertThat(events).containsExactly("history", "history",
						"basket of 7 on tino-worker", "no history"));
				assertThat(two.json("ADD_ITEMS 1")).isEqualTo("2");
			}
		});
		assertThat(events).as("the rest when the server stops").hasSize(6).contains("basket of 2 on tino-worker");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "*2\r\n$9\r\nADD_ITEMS\r\n$100\r\nx", "MULTI\r\nADD_ITEMS 1\r\n", "SUBSCRIBE news\r\n",
			"WATCH a\r\n", "CLIENT REPLY OFF\r\n" })
	void whateverAClientWasDoingTheyAreDestroyedWithIt(String state) {
		this.contextRunner
			.withBean("tinoServerCustomizer", TinoServerCustomizer.class,
					() -> (builder) -> builder.administration((connection) -> true))
			.run((context) -> {
				int port = context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
				try (RespSocket killer = RespSocket.connect(port);
						RespSocket killed = RespSocket.connect(port);
						RespSocket broken = RespSocket.connect(port)) {
					long id = ((RespValue.Number) killed.send("CLIENT ID\r\n").read()).value();
					killed.json("ADD_ITEMS 1");
					broken.json("ADD_ITEMS 1");
					killed.send(state);
					broken.send(state).reset();
					assertThat(killer.send("CLIENT KILL ID " + id + "\r\n").read()).isEqualTo(new RespValue.Number(1));
					await().untilAsserted(() -> assertThat(events).filteredOn("no history"::equals).hasSize(2));
					assertThat(events).filteredOn("basket of 1 on tino-worker"::equals).hasSize(2);
				}
			});
	}

	@Test
	void resetDestroysThem() {
		this.contextRunner.run((context) -> {
			int port = context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
			try (RespSocket socket = RespSocket.connect(port)) {
				socket.json("ADD_ITEMS 5");
				assertThat(socket.send("RESET\r\n").read()).isEqualTo(new SimpleString("RESET"));
				assertThat(events).containsExactly("history", "basket of 5 on tino-worker", "no history");
				assertThat(socket.json("ADD_ITEMS 1")).isEqualTo("1");
			}
		});
	}

	@Test
	void aBeanThatIsRemovedIsDestroyedOnce() {
		this.contextRunner.run((context) -> {
			int port = context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
			try (RespSocket socket = RespSocket.connect(port)) {
				socket.json("ADD_ITEMS 5");
				socket.json("DROP_BASKET");
				assertThat(socket.json("ADD_ITEMS 1")).isEqualTo("1");
				assertThat(socket.send("RESET\r\n").read()).isEqualTo(new SimpleString("RESET"));
				assertThat(events).containsExactly("history", "basket of 5 on tino-worker",
						"basket of 1 on tino-worker", "no history");
			}
		});
	}

	@Test
	void outsideOfCallsThereIsNone() {
		this.contextRunner.run((context) -> {
			assertThatExceptionOfType(ScopeNotActiveException.class)
				.isThrownBy(() -> context.getBean(Basket.class).add(1))
				.withStackTraceContaining("No call of a Tino connection runs on this thread");
			assertThat(TinoConnectionHolder.current()).isNull();
		});
	}

}
