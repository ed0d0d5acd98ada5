package io.tino.boot.autoconfigure.client;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.tino.boot.autoconfigure.actuate.TinoClientHealthContributorAutoConfiguration;
import io.tino.boot.autoconfigure.actuate.TinoClientHealthIndicator;
import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.client.TinoClient;
import io.tino.spring.client.TinoTemplate;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.spring.listener.TinoListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link EagerClient}, and for when it has nothing to do.
 */
class EagerClientTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class,
				TinoClientAutoConfiguration.class, TinoReactiveClientAutoConfiguration.class,
				TinoListenerAutoConfiguration.class, TinoClientHealthContributorAutoConfiguration.class))
		.withUserConfiguration(Calculator.class)
		.withPropertyValues("tino.server.port=0");

	@TinoEndpoint
	static class Calculator {

		@TinoCommand
		int add(int a, int b) {
			return a + b;
		}

	}

	record Caller(TinoTemplate template) {
	}

	static class Listener {

		@TinoListener(channels = "orders")
		void onOrder(String order) {
		}

	}

	@Test
	void aClientThatNobodyInjectsIsNotMade() {
		this.contextRunner.run((context) -> assertThat(isMade(context.getBeanFactory())).isFalse());
	}

	@Test
	void aClientThatSomebodyInjectsIsMadeAtTheStart() {
		this.contextRunner.withBean(Caller.class)
			.run((context) -> assertThat(isMade(context.getBeanFactory())).isTrue());
	}

	@Test
	void aClientThatIsConfiguredIsMadeAtTheStart() {
		this.contextRunner.withPropertyValues("tino.client.timeout=1s")
			.run((context) -> assertThat(isMade(context.getBeanFactory())).isTrue());
	}

	@Test
	void anApplicationMayHaveAClientOfItsOwn() {
		this.contextRunner.withPropertyValues("tino.client.timeout=1s")
			.withBean("custom", TinoClient.class, () -> mock(TinoClient.class))
			.withBean("other", TinoTemplate.class, () -> mock(TinoTemplate.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("tinoClient"));
	}

	@Test
	void aClientThatHasAListenerIsMadeAtTheStart() {
		this.contextRunner.withBean(Listener.class)
			.run((context) -> assertThat(isMade(context.getBeanFactory())).isTrue());
	}

	@Test
	void aClientWhoseHealthIsAskedForIsMadeThen() {
		this.contextRunner.run((context) -> {
			Health health = context.getBean(TinoClientHealthIndicator.class).health();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(isMade(context.getBeanFactory())).isTrue();
		});
	}

	private static boolean isMade(ConfigurableListableBeanFactory beanFactory) {
		return beanFactory.containsSingleton("tinoClient");
	}

}
