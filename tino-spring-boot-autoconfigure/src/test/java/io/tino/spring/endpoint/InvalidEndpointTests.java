package io.tino.spring.endpoint;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for endpoints that cannot be exposed the way they are written.
 */
class InvalidEndpointTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class))
		.withPropertyValues("tino.server.port=0");

	@TinoEndpoint
	static class Empty {

		void add() {
		}

	}

	@Test
	void anEndpointWithoutCommands() {
		assertThatFails(Empty.class, "has no method annotated with @TinoCommand");
	}

	@TinoEndpoint
	static class One {

		@TinoCommand
		int add() {
			return 1;
		}

	}

	@TinoEndpoint
	static class Other {

		@TinoCommand("Add")
		int another() {
			return 2;
		}

	}

	@Test
	void twoMethodsOfOneName() {
		this.contextRunner.withUserConfiguration(One.class, Other.class)
			.run((context) -> assertThat(failure(context.getStartupFailure()))
				.hasMessageContaining("Command ADD is defined twice")
				.hasMessageContaining("InvalidEndpointTests$One.add()")
				.hasMessageContaining("InvalidEndpointTests$Other.another()"));
	}

	@TinoEndpoint
	static class Overloaded {

		@TinoCommand
		int add(int a) {
			return a;
		}

		@TinoCommand
		int add(int a, int b) {
			return a + b;
		}

	}

	@Test
	void overloadedMethods() {
		assertThatFails(Overloaded.class, "Command ADD is defined twice");
	}

	@TinoEndpoint
	static class ReservedName {

		@TinoCommand
		void ping() {
		}

	}

	@TinoEndpoint(prefix = "tino")
	static class ReservedPrefix {

		@TinoCommand
		void add() {
		}

	}

	@Test
	void reservedNames() {
		assertThatFails(ReservedName.class, "is the command PING, which is reserved");
		assertThatFails(ReservedPrefix.class, "is the command TINO.ADD, which is reserved");
	}

	@TinoEndpoint
	static class SpacedName {

		@TinoCommand("two words")
		void add() {
		}

	}

	@Test
	void namesThatAreNoWords() {
		assertThatFails(SpacedName.class, "has no usable name");
	}

	@TinoEndpoint
	static class PrivateMethod {

		@TinoCommand
		@SuppressWarnings("unused")
		private void add() {
		}

	}

	@TinoEndpoint
	static class StaticMethod {

		@TinoCommand
		static void add() {
		}

	}

	@Test
	void methodsThatProxiesDoNotSee() {
		assertThatFails(PrivateMethod.class, "is private or static");
		assertThatFails(StaticMethod.class, "is private or static");
	}

	@TinoEndpoint
	static class StreamResult {

		@TinoCommand
		Stream<String> lines() {
			return Stream.of();
		}

	}

	@TinoEndpoint
	static class StreamArgument {

		@TinoCommand
		void lines(Flow.Publisher<String> lines) {
		}

	}

	@Test
	void streams() {
		assertThatFails(StreamResult.class, "returns a stream");
		assertThatFails(StreamArgument.class, "Parameter 'lines'", "is a stream");
	}

	@TinoEndpoint
	static class NoStateFactory {

		@TinoCommand
		void add(@ConnectionState StringBuilder state) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoStateFactories {

		@Bean
		ConnectionStateFactory<StringBuilder> one() {
			return (connection) -> new StringBuilder();
		}

		@Bean
		ConnectionStateFactory<StringBuilder> two() {
			return (connection) -> new StringBuilder();
		}

	}

	@Test
	void connectionStateWithoutAFactory() {
		assertThatFails(NoStateFactory.class,
				"there is no bean of type ConnectionStateFactory<java.lang.StringBuilder>");
		this.contextRunner.withUserConfiguration(TwoStateFactories.class, NoStateFactory.class)
			.run((context) -> assertThat(failure(context.getStartupFailure()))
				.hasMessageContaining("there is more than one bean of type ConnectionStateFactory"));
	}

	@TinoEndpoint
	static class AuthOfAnotherType {

		@TinoCommand
		void add(@Auth String user) {
		}

	}

	@Test
	void authOfAnotherType() {
		assertThatFails(AuthOfAnotherType.class, "is annotated with @Auth but is no java.security.Principal");
	}

	@TinoEndpoint
	static class RefusedCode {

		@TinoCommand
		void add() throws MovedException {
		}

	}

	@TinoError("MOVED")
	static class MovedException extends Exception {

		private static final long serialVersionUID = 1L;

	}

	@Test
	void codesThatRedisClientsActOn() {
		assertThatFails(RefusedCode.class, "MovedException", "Redis clients act on it");
	}

	interface Greeting {

		String greet();

	}

	@TinoEndpoint
	static class Hidden implements Greeting {

		@Override
		public String greet() {
			return "Hello";
		}

		@TinoCommand
		CompletableFuture<String> later() {
			return CompletableFuture.completedFuture("later");
		}

	}

	@Test
	void methodsThatTheInterfacesOfAProxyLack() {
		this.contextRunner
			.withInitializer((context) -> context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					return (bean instanceof Hidden) ? new ProxyFactory(bean).getProxy() : bean;
				}

			}))
			.withUserConfiguration(Hidden.class)
			.run((context) -> {
				InvalidEndpointException failure = failure(context.getStartupFailure());
				assertThat(failure).hasMessageContaining("cannot be invoked through the proxy of its bean");
				assertThat(failure.action()).contains("proxy-target-class=true");
			});
	}

	private void assertThatFails(Class<?> endpoint, String... messages) {
		this.contextRunner.withUserConfiguration(endpoint).run((context) -> {
			InvalidEndpointException failure = failure(context.getStartupFailure());
			assertThat(failure.getMessage()).contains(messages);
			assertThat(failure.action()).isNotEmpty();
		});
	}

	private static InvalidEndpointException failure(Throwable startupFailure) {
		assertThat(startupFailure).isNotNull();
		Throwable root = startupFailure;
		while (root != null && !(root instanceof InvalidEndpointException)) {
			root = root.getCause();
		}
		assertThat(root).as("%s", NestedExceptionUtils.getMostSpecificCause(startupFailure)).isNotNull();
		return (InvalidEndpointException) root;
	}

}
