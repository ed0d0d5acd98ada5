package io.tino.spring.endpoint;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.MultiValueMap;
import org.springframework.validation.annotation.Validated;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoEndpointCheckAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.command.DuplicateCommandException;
import io.tino.command.TinoConnection;

import static io.tino.spring.endpoint.TinoEndpoint.Format.RESP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

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
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(DuplicateCommandException.class)
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
		this.contextRunner.withUserConfiguration(Overloaded.class)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(DuplicateCommandException.class)
				.hasMessageContaining("Overloaded.add(int)")
				.hasMessageContaining("Overloaded.add(int, int)"));
	}

	record Structured(String name, int number) {
	}

	@TinoEndpoint(format = RESP)
	static class PlainRecord {

		@TinoCommand
		void add(Structured structured) {
		}

	}

	@TinoEndpoint(format = RESP)
	static class PlainListOfLists {

		@TinoCommand
		void add(List<List<String>> lists) {
		}

	}

	@TinoEndpoint(format = RESP)
	static class PlainListOfOptionals {

		@TinoCommand
		void add(List<Optional<Integer>> optionals) {
		}

	}

	@TinoEndpoint(format = RESP)
	static class PlainArrayOfRecords {

		@TinoCommand
		void add(Structured... structured) {
		}

	}

	@TinoEndpoint(format = RESP)
	static class PlainMapOfLists {

		@TinoCommand
		void add(MultiValueMap<String, String> map) {
		}

	}

	@TinoEndpoint(format = RESP)
	static class PlainCollectionThatCannotBeMade {

		@TinoCommand
		void add(BlockingQueue<String> queue) {
		}

	}

	@TinoEndpoint(format = RESP)
	static class PlainOptionalList {

		@TinoCommand
		void add(Optional<List<String>> list) {
		}

	}

	@ParameterizedTest
	@ValueSource(classes = { PlainRecord.class, PlainListOfLists.class, PlainListOfOptionals.class,
			PlainArrayOfRecords.class, PlainMapOfLists.class, PlainCollectionThatCannotBeMade.class,
			PlainOptionalList.class })
	void plainArgumentsOfTypesThatNothingIsConvertedTo(Class<?> endpoint) {
		assertThatFails(endpoint, "which no plain argument is converted to");
	}

	@TinoEndpoint(format = RESP)
	static class PlainListInTheMiddle {

		@TinoCommand
		void add(String first, TinoConnection connection, List<String> list, String last) {
		}

	}

	@TinoEndpoint(format = RESP)
	static class PlainMapInTheMiddle {

		@TinoCommand
		void add(Map<String, String> map, String... last) {
		}

	}

	@TinoEndpoint(format = RESP)
	static class PlainOptionalInTheMiddle {

		@TinoCommand
		void add(@Nullable String first, String last) {
		}

	}

	@Test
	void plainArgumentsThatCannotFollowEachOther() {
		assertThatFails(PlainListInTheMiddle.class, "Parameter 'list' of " + PlainListInTheMiddle.class.getName()
				+ ".add(String, TinoConnection, List, String) takes all arguments that are left");
		assertThatFails(PlainMapInTheMiddle.class, "Parameter 'map' of");
		assertThatFails(PlainOptionalInTheMiddle.class, "may be left out, but 'last' behind it may not");
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
		List<Stream<String>> lines() {
			return List.of();
		}

	}

	@TinoEndpoint
	static class StreamArgument {

		@TinoCommand
		void lines(Optional<Flow.Publisher<String>> lines) {
		}

	}

	@TinoEndpoint
	static class TwoStreams {

		@TinoCommand
		void lines(Flow.Publisher<String> lines, Flux<String> others) {
		}

	}

	@TinoEndpoint
	static class StreamOfStreams {

		@TinoCommand
		void lines(Flow.Publisher<Flux<String>> lines) {
		}

	}

	@TinoEndpoint(format = TinoEndpoint.Format.RESP)
	static class PlainStream {

		@TinoCommand
		void lines(Flow.Publisher<String> lines) {
		}

	}

	@TinoEndpoint
	static class WaitingEventLoop {

		@TinoCommand
		Mono<String> lines(Iterator<String> lines) {
			return Mono.empty();
		}

	}

	@TinoEndpoint
	static class StreamOfWhatCannotBeEncoded {

		@TinoCommand
		Flux<CompletableFuture<String>> lines() {
			return Flux.empty();
		}

	}

	@TinoEndpoint
	static class NestedResult {

		@TinoCommand
		Optional<Mono<Flux<String>>> lines() {
			return Optional.empty();
		}

	}

	@TinoEndpoint
	static class FutureArgument {

		@TinoCommand
		void lines(List<CompletableFuture<String>> lines) {
		}

	}

	@Test
	void valuesThatComeLater() {
		assertThatFails(StreamResult.class, "returns a Stream, which cannot be encoded");
		assertThatFails(NestedResult.class, "returns a Mono, which cannot be encoded");
		assertThatFails(StreamArgument.class, "Parameter 'lines'", "takes a Publisher");
		assertThatFails(TwoStreams.class, "Parameter 'others'", "takes a second stream");
		assertThatFails(StreamOfStreams.class, "Parameter 'lines'", "takes a stream of Flux");
		assertThatFails(StreamOfWhatCannotBeEncoded.class, "returns a CompletableFuture, which cannot be encoded");
		assertThatFails(PlainStream.class, "Parameter 'lines'", "takes a stream, which only our own clients send");
		assertThatFails(WaitingEventLoop.class, "Parameter 'lines'", "takes an Iterator, which is waited for");
		assertThatFails(FutureArgument.class, "Parameter 'lines'", "takes a CompletableFuture");
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
	static class InterfaceArgument {

		@TinoCommand
		void run(Runnable task) {
		}

	}

	@Test
	void argumentsThatNothingIsDecodedTo() {
		assertThatFails(InterfaceArgument.class, "Parameter 'task'", "cannot be decoded");
	}

	@TinoEndpoint
	static class ValidatedArgument {

		@TinoCommand
		void add(@Validated String note) {
		}

	}

	@Test
	void validatedWhereItHasNoEffect() {
		assertThatFails(ValidatedArgument.class, "Parameter 'note'", "@Validated, which has no effect");
	}

	@TinoEndpoint
	@Scope("prototype")
	static class Prototype {

		@TinoCommand
		void add() {
		}

	}

	@Test
	void endpointsThatAreNoSingletons() {
		assertThatFails(Prototype.class, "is an endpoint but no singleton");
	}

	@TinoEndpoint
	static class FinalMethod {

		@TinoCommand
		final void add() {
		}

	}

	@Test
	void methodsThatProxiesDoNotPassOn() {
		this.contextRunner
			.withInitializer((context) -> context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					ProxyFactory factory = new ProxyFactory(bean);
					factory.setProxyTargetClass(true);
					return (bean instanceof FinalMethod) ? factory.getProxy() : bean;
				}

			}))
			.withUserConfiguration(FinalMethod.class)
			.run((context) -> assertThat(failure(context.getStartupFailure()))
				.hasMessageContaining("FinalMethod.add() is final"));
		this.contextRunner.withUserConfiguration(FinalMethod.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	static class NoEndpoint {

		@TinoCommand
		void add() {
		}

	}

	interface Api {

		@TinoCommand
		String greet();

	}

	static class ApiClient implements Api {

		@Override
		public String greet() {
			return "from elsewhere";
		}

	}

	@TinoEndpoint
	static class ApiEndpoint implements Api {

		@Override
		public String greet() {
			return "Hello";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	static class HiddenEndpoint {

		@Bean
		Api api() {
			return new ApiEndpoint();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	static class PackageConfiguration {

	}

	@Test
	void commandsOfABeanThatIsNoEndpoint() {
		ApplicationContextRunner runner = this.contextRunner.withUserConfiguration(PackageConfiguration.class)
			.withConfiguration(AutoConfigurations.of(TinoEndpointCheckAutoConfiguration.class));
		runner.withBean(NoEndpoint.class)
			.run((context) -> assertThat(failure(context.getStartupFailure()))
				.hasMessageContaining("NoEndpoint has methods annotated with @TinoCommand"));
		runner.withBean(ApiClient.class).run((context) -> assertThat(context).hasNotFailed());
		runner.withBean(Api.class, () -> mock(Api.class)).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Api.class).greet()).isNull();
		});
		runner.withPropertyValues("tino.server.enabled=false")
			.withBean(NoEndpoint.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void endpointsThatAreDeclaredAsSomethingElse() {
		ApplicationContextRunner runner = this.contextRunner.withUserConfiguration(HiddenEndpoint.class)
			.withConfiguration(AutoConfigurations.of(TinoEndpointCheckAutoConfiguration.class));
		runner.run((context) -> assertThat(failure(context.getStartupFailure()))
			.hasMessageContaining("Bean 'api' is an endpoint", "ApiEndpoint"));
	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	static class AbsentEndpoint {

		@Bean
		@Nullable Other other() {
			return null;
		}

	}

	@Test
	void endpointsThatNobodyWantsExposed() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(TinoEndpointCheckAutoConfiguration.class))
			.withUserConfiguration(AbsentEndpoint.class, One.class)
			.run((context) -> assertThat(context).hasNotFailed());
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
