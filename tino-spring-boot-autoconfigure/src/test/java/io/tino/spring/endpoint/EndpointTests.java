package io.tino.spring.endpoint;

import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Mono;

import io.tino.command.CommandException;
import io.tino.command.TinoConnection;
import io.tino.resp.RespValue;
import io.tino.server.TinoAuthenticator;
import io.tino.spring.scope.TinoConnectionHolder;
import io.tino.testing.RespSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for endpoints: beans whose methods are called over a socket.
 */
@NullMarked
class EndpointTests {

	private final ApplicationContextRunner contextRunner = EndpointServer.contextRunner();

	record NumberInput(@Positive int value) {
	}

	record Note(@NotBlank String text, List<@Valid NumberInput> numbers) {
	}

	@TinoEndpoint
	static class Calculator {

		@TinoCommand
		int add(int a, NumberInput b) {
			return a + b.value();
		}

		@TinoCommand(blocking = false)
		String threadOfShortCall() {
			return Thread.currentThread().getName();
		}

		@TinoCommand
		String threadOfLongCall() {
			return Thread.currentThread().getName();
		}

		@TinoCommand
		boolean virtualThread() throws ReflectiveOperationException {
			return (boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
		}

		@TinoCommand("my.own-name")
		void named() {
		}

		@TinoCommand
		int sum(int... numbers) {
			return Arrays.stream(numbers).sum();
		}

		@TinoCommand
		Map<String, Object> optional(String required, @Nullable String nullable, Optional<Integer> number) {
			return Map.of("required", required, "nullable", String.valueOf(nullable), "number", number);
		}

		@TinoCommand
		@Nullable String nothing() {
			return null;
		}

		@TinoCommand
		Optional<Integer> maybe(boolean present) {
			return present ? Optional.of(1) : Optional.empty();
		}

	}

	@Test
	void exposesMethodsUnderTheirNames() {
		run(Calculator.class, (socket) -> {
			assertThat(socket.json("ADD 1 '{\"value\": 2}'")).isEqualTo("3");
			assertThat(socket.json("add 1 '{\"value\": 2}'")).isEqualTo("3");
			assertThat(socket.json("MY.OWN-NAME")).isEqualTo("null");
			assertThat(socket.json("SUM [1,2,3]")).isEqualTo("6");
			assertThat(socket.json("NOTHING")).isEqualTo("null");
			assertThat(socket.json("MAYBE true")).isEqualTo("1");
			assertThat(socket.json("MAYBE false")).isEqualTo("null");
			assertThat(socket.error("ADDITION")).isEqualTo("INVALID_COMMAND ADDITION");
			socket.send("*1\r\n$11\r\nMY.OWN-NAME\r\n");
			assertThat(socket.readBytes(7)).as("void is a nil of MessagePack").isEqualTo("$1\r\n\u00c0\r\n");
		});
	}

	@Test
	void optionalParametersMayBeNullAndLeftOutAtTheEnd() {
		run(Calculator.class, (socket) -> {
			assertThat(socket.json("OPTIONAL '\"a\"'")).contains("\"nullable\":\"null\"").contains("\"number\":null");
			assertThat(socket.json("OPTIONAL '\"a\"' '\"b\"'")).contains("\"nullable\":\"b\"");
			assertThat(socket.json("OPTIONAL '\"a\"' null 7")).contains("\"nullable\":\"null\"")
				.contains("\"number\":7");
			assertThat(socket.json("OPTIONAL '\"a\"' null null")).contains("\"number\":null");
			assertThat(socket.error("OPTIONAL null")).isEqualTo(
					"VALIDATION_ERROR [\"command\", \"required\"] \"none is not an allowed value\" \"type_error.none.not_allowed\"");
			assertThat(socket.error("OPTIONAL")).isEqualTo("NUM_ARG_MISMATCH OPTIONAL takes 1 to 3 arguments, got 0");
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					ADD 1                    | NUM_ARG_MISMATCH ADD takes 2 arguments, got 1
					ADD 1 2 3                | NUM_ARG_MISMATCH ADD takes 2 arguments, got 3
					ADD x {}                 | INVALID_MSGPACK ["command", "a"] "not well-formed at byte 0"
					ADD 1 {                  | INVALID_MSGPACK ["command", "b"] "not well-formed at byte 1"
					ADD "1 2" {}             | INVALID_MSGPACK ["command", "a"] "bytes after the value"
					ADD '"abc"' {}           | VALIDATION_ERROR ["command", "a"] "value is not a valid integer" "type_error.integer"
					ADD 1 '{"value": "x"}'   | VALIDATION_ERROR ["command", "b", "value"] "value is not a valid integer" "type_error.integer"
					ADD 1 5                  | VALIDATION_ERROR ["command", "b"] "value is not a valid dict" "type_error.dict"
					""")
	void saysWhichArgumentIsWrongAndWhy(String call, String expected) {
		run(Calculator.class, (socket) -> {
			assertThat(socket.error(call)).startsWith(expected);
			assertThat(socket.json("ADD 1 '{\"value\": 2}'")).as("the connection goes on").isEqualTo("3");
		});
	}

	@Test
	void runsWhereItIsToldTo() {
		run(Calculator.class, (socket) -> {
			assertThat(socket.json("THREAD_OF_SHORT_CALL")).startsWith("\"tino-server");
			assertThat(socket.json("THREAD_OF_LONG_CALL")).startsWith("\"tino-worker");
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void runsOnVirtualThreadsWhereTheyAreEnabled() {
		EndpointServer.run(this.contextRunner.withPropertyValues("spring.threads.virtual.enabled=true"),
				Calculator.class, (socket) -> {
					assertThat(socket.json("VIRTUAL_THREAD")).isEqualTo("true");
					assertThat(socket.json("THREAD_OF_LONG_CALL")).startsWith("\"tino-worker-");
					assertThat(socket.json("THREAD_OF_SHORT_CALL")).startsWith("\"tino-server");
				});
	}

	@TinoEndpoint(prefix = "notes")
	static class Notes {

		@TinoCommand
		String createNote(String text) {
			return text;
		}

		@TinoCommand
		String readHTTPNotes2Times() {
			return "read";
		}

	}

	@Test
	void prefixesTheDefaultNames() {
		run(Notes.class, (socket) -> {
			assertThat(socket.json("NOTES.CREATE_NOTE '\"x\"'")).isEqualTo("\"x\"");
			assertThat(socket.json("NOTES.READ_HTTP_NOTES2_TIMES")).isEqualTo("\"read\"");
		});
	}

	interface Greeter<T> {

		@TinoCommand
		String greet(T name);

	}

	@TinoEndpoint
	static class EnglishGreeter implements Greeter<NumberInput> {

		@Override
		public String greet(NumberInput number) {
			return "Hello " + number.value();
		}

	}

	@Test
	void annotationsMayStandOnAnInterface() {
		run(EnglishGreeter.class,
				(socket) -> assertThat(socket.json("GREET '{\"value\": 1}'")).isEqualTo("\"Hello 1\""));
	}

	@Test
	void invocationsGoThroughProxies() {
		for (boolean proxyTargetClass : List.of(true, false)) {
			EndpointServer.run(
					this.contextRunner.withInitializer((context) -> context.getBeanFactory()
						.addBeanPostProcessor(new ProxyingBeanPostProcessor(proxyTargetClass))),
					EnglishGreeter.class,
					(socket) -> assertThat(socket.json("GREET '{\"value\": 1}'")).as("by class: %s", proxyTargetClass)
						.isEqualTo("\"advised Hello 1\""));
		}
	}

	record ProxyingBeanPostProcessor(boolean proxyTargetClass) implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (!(bean instanceof EnglishGreeter)) {
				return bean;
			}
			ProxyFactory factory = new ProxyFactory(bean);
			factory.setProxyTargetClass(this.proxyTargetClass);
			factory.addAdvice((MethodInterceptor) (invocation) -> "greet".equals(invocation.getMethod().getName())
					? "advised " + invocation.proceed() : invocation.proceed());
			return factory.getProxy();
		}

	}

	record User(String name) implements Principal {

		@Override
		public String getName() {
			return this.name;
		}

	}

	record Administrator(String name) implements Principal {

		@Override
		public String getName() {
			return this.name;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AuthenticationConfiguration {

		@Bean
		TinoAuthenticator authenticator() {
			return (credentials, connection) -> credentials.password().equals("tinaspassword") ? new User("tina")
					: null;
		}

	}

	@TinoEndpoint
	static class Who {

		@TinoCommand
		@AuthRequired
		String required(String ignored) {
			return ignored;
		}

		@TinoCommand
		String whoami(@Auth User user) {
			return user.name();
		}

		@TinoCommand
		String principal(Principal principal) {
			return principal.getName();
		}

		@TinoCommand
		String optional(int first, @Auth @Nullable User user, TinoConnection connection, int second) {
			return first + " " + ((user != null) ? user.name() : "nobody") + " " + connection.id() + " " + second;
		}

		@TinoCommand
		String unannotated(User user) {
			return user.name();
		}

		@TinoCommand
		String administrate(Administrator administrator) {
			return administrator.name();
		}

		@TinoCommand
		boolean present(@Auth Optional<User> user) {
			return user.isPresent();
		}

	}

	@TinoEndpoint
	@AuthRequired
	static class Private {

		@TinoCommand
		String hidden() {
			return "hidden";
		}

	}

	@Test
	void injectsWhoHasAuthenticated() {
		EndpointServer.run(this.contextRunner.withUserConfiguration(AuthenticationConfiguration.class, Private.class),
				Who.class, (socket) -> {
					assertThat(socket.error("REQUIRED x"))
						.isEqualTo("PERMISSION_DENIED REQUIRED requires authentication");
					assertThat(socket.error("WHOAMI")).isEqualTo("PERMISSION_DENIED WHOAMI requires authentication");
					assertThat(socket.error("PRINCIPAL"))
						.isEqualTo("PERMISSION_DENIED PRINCIPAL requires authentication");
					assertThat(socket.error("UNANNOTATED '{\"name\": \"mallory\"}'"))
						.isEqualTo("PERMISSION_DENIED UNANNOTATED requires authentication");
					assertThat(socket.error("HIDDEN")).isEqualTo("PERMISSION_DENIED HIDDEN requires authentication");
					assertThat(socket.json("OPTIONAL 1 2")).isEqualTo("\"1 nobody 1 2\"");
					assertThat(socket.json("PRESENT")).isEqualTo("false");
					assertThat(socket.send("AUTH tinaspassword\r\n").read())
						.isEqualTo(new RespValue.SimpleString("OK"));
					assertThat(socket.json("REQUIRED '\"x\"'")).isEqualTo("\"x\"");
					assertThat(socket.json("WHOAMI")).isEqualTo("\"tina\"");
					assertThat(socket.json("PRINCIPAL")).isEqualTo("\"tina\"");
					assertThat(socket.json("UNANNOTATED")).isEqualTo("\"tina\"");
					assertThat(socket.error("ADMINISTRATE")).startsWith("PERMISSION_DENIED");
					assertThat(socket.json("HIDDEN")).isEqualTo("\"hidden\"");
					assertThat(socket.json("OPTIONAL 1 2")).isEqualTo("\"1 tina 1 2\"");
					assertThat(socket.json("PRESENT")).isEqualTo("true");
				});
	}

	@TinoEndpoint
	static class Counter {

		@TinoCommand
		int increment(int by, @ConnectionState AtomicInteger count) {
			return count.addAndGet(by);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CounterConfiguration {

		static final List<Integer> destroyed = new CopyOnWriteArrayList<>();

		@Bean
		ConnectionStateFactory<AtomicInteger> counterFactory() {
			return new ConnectionStateFactory<>() {

				@Override
				public AtomicInteger create(TinoConnection connection) {
					return new AtomicInteger();
				}

				@Override
				public void destroy(AtomicInteger state) {
					assertThat(TinoConnectionHolder.current()).as("left behind by a call").isNull();
					destroyed.add(state.get());
				}

			};
		}

		@Bean
		ConnectionStateFactory<StringBuilder> otherFactory() {
			return (connection) -> new StringBuilder();
		}

	}

	@Test
	void eachConnectionHasItsOwnState() {
		CounterConfiguration.destroyed.clear();
		ApplicationContextRunner oneWorker = this.contextRunner.withPropertyValues("tino.server.worker.max-threads=1");
		oneWorker.withUserConfiguration(CounterConfiguration.class, Counter.class).run((context) -> {
			int port = context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
			try (RespSocket one = RespSocket.connect(port); RespSocket two = RespSocket.connect(port)) {
				assertThat(one.json("INCREMENT 5")).isEqualTo("5");
				assertThat(two.json("INCREMENT 1")).isEqualTo("1");
				assertThat(one.json("INCREMENT 1")).isEqualTo("6");
				assertThat(one.send("RESET\r\n").read()).isEqualTo(new RespValue.SimpleString("RESET"));
				assertThat(CounterConfiguration.destroyed).containsExactly(6);
				assertThat(one.json("INCREMENT 2")).isEqualTo("2");
			}
		});
		assertThat(CounterConfiguration.destroyed).containsExactlyInAnyOrder(6, 2, 1);
	}

	@TinoEndpoint
	static class Stateless {

		@TinoCommand
		String state(@ConnectionState StringBuilder state) {
			return state.toString();
		}

	}

	@Test
	void aFactoryThatMakesNoStateIsToBlame() {
		AtomicInteger destroyed = new AtomicInteger();
		EndpointServer.run(this.contextRunner.withBean("none", NoState.class, () -> new NoState(destroyed)),
				Stateless.class, (socket) -> assertThat(socket.error("STATE")).startsWith("UNEXPECTED_ERROR"));
		assertThat(destroyed).hasValue(0);
	}

	private record NoState(AtomicInteger destroyed) implements ConnectionStateFactory<StringBuilder> {

		@Override
		@SuppressWarnings("NullAway")
		public StringBuilder create(TinoConnection connection) {
			return null;
		}

		@Override
		public void destroy(StringBuilder state) {
			this.destroyed.incrementAndGet();
		}

	}

	abstract static class Generic<T> {

		@TinoCommand
		String one(T value) {
			return describe(value);
		}

		@TinoCommand
		String array(T[] values) {
			return describe(values[0]);
		}

		@TinoCommand
		String list(List<? extends T> values) {
			return describe(values.get(0));
		}

		@TinoCommand
		CompletableFuture<T> same(T value) {
			return CompletableFuture.completedFuture(value);
		}

		abstract String describe(T value);

	}

	@TinoEndpoint
	static class OfLists extends Generic<Map<Integer, NumberInput>> {

		@Override
		String describe(Map<Integer, NumberInput> value) {
			return "number " + value.get(1).value();
		}

	}

	@Test
	void typeArgumentsOfASuperclassAreKept() {
		run(OfLists.class, (socket) -> {
			assertThat(socket.json("ONE '{\"1\": {\"value\": 2}}'")).isEqualTo("\"number 2\"");
			assertThat(socket.json("ARRAY '[{\"1\": {\"value\": 2}}]'")).isEqualTo("\"number 2\"");
			assertThat(socket.json("LIST '[{\"1\": {\"value\": 2}}]'")).isEqualTo("\"number 2\"");
			assertThat(socket.json("SAME '{\"1\": {\"value\": 2}}'")).isEqualTo("{\"1\":{\"value\":2}}");
		});
	}

	sealed interface Outcome permits Done, Refused {

	}

	record Done(int value) implements Outcome {
	}

	record Refused(String why) implements Outcome {
	}

	interface Named {

		String getName();

	}

	record Person(String getName, int age) implements Named {
	}

	@TinoEndpoint
	static class Outcomes {

		@TinoCommand
		Outcome one() {
			return new Done(1);
		}

		@TinoCommand
		Optional<Outcome> maybe() {
			return Optional.of(new Done(1));
		}

		@TinoCommand
		CompletableFuture<Outcome> later() {
			return CompletableFuture.completedFuture(new Refused("no"));
		}

		@TinoCommand
		List<Outcome> all() {
			return List.of(new Done(1), new Refused("no"));
		}

		@TinoCommand
		List<Named> subtypes() {
			return List.of(new Person("Ada", 36));
		}

		@TinoCommand
		Map<String, Outcome> named() {
			return Map.of("done", new Done(1));
		}

	}

	@Test
	void resultsAreWrittenAsWhatTheyAre() {
		run(Outcomes.class, (socket) -> {
			assertThat(socket.json("ONE")).isEqualTo("{\"value\":1}");
			assertThat(socket.json("MAYBE")).isEqualTo("{\"value\":1}");
			assertThat(socket.json("LATER")).isEqualTo("{\"why\":\"no\"}");
			assertThat(socket.json("ALL")).isEqualTo("[{\"value\":1},{\"why\":\"no\"}]");
			assertThat(socket.json("SUBTYPES")).isEqualTo("[{\"getName\":\"Ada\",\"age\":36}]");
			assertThat(socket.json("NAMED")).isEqualTo("{\"done\":{\"value\":1}}");
		});
	}

	@TinoEndpoint
	static class Optionals {

		@TinoCommand
		String numbers(OptionalInt one, OptionalDouble other) {
			return one + " " + other;
		}

	}

	@Test
	void optionalNumbersMayBeLeftOut() {
		run(Optionals.class, (socket) -> {
			assertThat(socket.json("NUMBERS 1 2.5")).isEqualTo("\"OptionalInt[1] OptionalDouble[2.5]\"");
			assertThat(socket.json("NUMBERS null")).isEqualTo("\"OptionalInt.empty OptionalDouble.empty\"");
		});
	}

	@Test
	void longKeysAreNotRepeatedInFull() {
		run(Calculator.class, (socket) -> assertThat(socket.error("ADD 1 '{\"value\": {}}'")).hasSizeLessThan(200));
		run(Mapped.class, (socket) -> assertThat(socket.error("COUNT '{\"" + "k".repeat(1000) + "\": \"x\"}'"))
			.startsWith("VALIDATION_ERROR [\"command\", \"counts\", \"" + "k".repeat(128) + "\"]"));
	}

	@TinoEndpoint
	static class Mapped {

		@TinoCommand
		int count(Map<String, Integer> counts) {
			return counts.size();
		}

	}

	@TinoEndpoint
	static class Asynchronous {

		@TinoCommand
		CompletableFuture<Integer> future(int value) {
			return CompletableFuture.supplyAsync(() -> value);
		}

		@TinoCommand
		CompletionStage<@Nullable Void> done() {
			return CompletableFuture.completedFuture(null);
		}

		@TinoCommand
		CompletableFuture<String> failed() {
			return CompletableFuture.supplyAsync(() -> {
				throw new NoteNotFoundException("note 7");
			});
		}

		@TinoCommand
		Mono<List<NumberInput>> mono(int value) {
			return Mono.just(List.of(new NumberInput(value)));
		}

		@TinoCommand
		Mono<String> empty() {
			return Mono.empty();
		}

		@TinoCommand
		Mono<String> error() {
			return Mono.error(new IllegalStateException("do not tell"));
		}

		@TinoCommand
		Mono<String> thread() {
			return Mono.just(Thread.currentThread().getName());
		}

	}

	@Test
	void resultsMayComeLater() {
		run(Asynchronous.class, (socket) -> {
			assertThat(socket.json("FUTURE 7")).isEqualTo("7");
			assertThat(socket.json("DONE")).isEqualTo("null");
			assertThat(socket.error("FAILED")).isEqualTo("NOTE_NOT_FOUND note 7");
			assertThat(socket.json("MONO 7")).isEqualTo("[{\"value\":7}]");
			assertThat(socket.json("EMPTY")).isEqualTo("null");
			assertThat(socket.error("ERROR")).startsWith("UNEXPECTED_ERROR").doesNotContain("do not tell");
			assertThat(socket.json("THREAD")).startsWith("\"tino-server");
		});
	}

	@TinoError("NOTE_NOT_FOUND")
	static class NoteNotFoundException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		NoteNotFoundException(@Nullable String message) {
			super(message);
		}

	}

	static class SpecialNoteNotFoundException extends NoteNotFoundException {

		private static final long serialVersionUID = 1L;

		SpecialNoteNotFoundException() {
			super(null);
		}

	}

	@TinoEndpoint
	static class Failing {

		@TinoCommand
		void annotated() {
			throw new NoteNotFoundException("no note\r\n7");
		}

		@TinoCommand
		void inherited() {
			throw new SpecialNoteNotFoundException();
		}

		@TinoCommand
		void explicit() {
			throw new CommandException("TEAPOT", "short and stout");
		}

		@TinoCommand
		void checked() throws Exception {
			throw new Exception("checked");
		}

		@TinoCommand
		void handled() {
			throw new IllegalArgumentException("seven");
		}

		@TinoCommand
		void broken() {
			throw new UnsupportedOperationException("original");
		}

		@TinoCommand
		void error() {
			throw new StackOverflowError();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HandlerConfiguration {

		@Bean
		@Order(2)
		TinoExceptionHandler second() {
			return (exception, command) -> (exception instanceof IllegalArgumentException)
					? new CommandException("SECOND", command + ": " + exception.getMessage()) : null;
		}

		@Bean
		@Order(1)
		TinoExceptionHandler first() {
			return (exception, command) -> {
				if (exception instanceof UnsupportedOperationException) {
					throw new IllegalStateException("the handler is broken");
				}
				return (exception instanceof IllegalArgumentException) ? new CommandException("FIRST", command) : null;
			};
		}

	}

	@Test
	void exceptionsBecomeErrors() {
		EndpointServer.run(this.contextRunner.withUserConfiguration(HandlerConfiguration.class), Failing.class,
				(socket) -> {
					assertThat(socket.error("ANNOTATED")).isEqualTo("NOTE_NOT_FOUND no note\\r\\n7");
					assertThat(socket.error("INHERITED")).isEqualTo("NOTE_NOT_FOUND");
					assertThat(socket.error("EXPLICIT")).isEqualTo("TEAPOT short and stout");
					assertThat(socket.error("CHECKED"))
						.startsWith("UNEXPECTED_ERROR \"internal error (correlation id ");
					assertThat(socket.error("HANDLED")).isEqualTo("FIRST HANDLED");
					assertThat(socket.error("BROKEN")).startsWith("UNEXPECTED_ERROR");
					assertThat(socket.error("ERROR")).startsWith("UNEXPECTED_ERROR");
				});
	}

	@TinoEndpoint
	static class Validated {

		@TinoCommand
		int positive(@Positive @Max(10) int value) {
			return value;
		}

		@TinoCommand
		String note(@Valid Note note) {
			return note.text();
		}

		@TinoCommand
		int unchecked(NumberInput number) {
			return number.value();
		}

	}

	interface Strict {

	}

	@TinoEndpoint
	static class ValidatedWithin {

		@TinoCommand
		String list(List<@NotBlank String> texts) {
			return texts.toString();
		}

		@TinoCommand
		String map(Map<String, @Positive Integer> numbers) {
			return numbers.toString();
		}

		@TinoCommand
		String optional(Optional<@NotBlank String> text) {
			return text.toString();
		}

		@TinoCommand
		String cascaded(List<@Valid NumberInput> numbers) {
			return numbers.toString();
		}

		@TinoCommand
		@org.springframework.validation.annotation.Validated(Strict.class)
		int grouped(@Positive int always, @Max(value = 10, groups = Strict.class) int strict) {
			return always + strict;
		}

	}

	@Test
	void validatesWhatIsWithinArguments() {
		EndpointServer.run(
				this.contextRunner.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class)),
				ValidatedWithin.class, (socket) -> {
					assertThat(socket.error("LIST '[\"a\", \"\"]'")).isEqualTo(
							"VALIDATION_ERROR [\"command\", \"texts\", 1] \"must not be blank\" \"value_error.not_blank\"");
					assertThat(socket.error("MAP '{\"a\": 0}'")).isEqualTo(
							"VALIDATION_ERROR [\"command\", \"numbers\", \"a\"] \"must be greater than 0\" \"value_error.positive\"");
					assertThat(socket.error("OPTIONAL '\" \"'")).startsWith("VALIDATION_ERROR [\"command\", \"text\"");
					assertThat(socket.error("CASCADED '[{\"value\": 0}]'"))
						.startsWith("VALIDATION_ERROR [\"command\", \"numbers\", 0, \"value\"]");
					assertThat(socket.error("GROUPED 0 11")).startsWith("VALIDATION_ERROR [\"command\", \"strict\"]");
					assertThat(socket.json("GROUPED 0 10")).isEqualTo("10");
					assertThat(socket.json("LIST '[\"a\"]'")).isEqualTo("\"[a]\"");
				});
	}

	@Test
	void whichValidatorIsMeantMustBeClear() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
			.withBean("one", Validator.class, () -> Validation.buildDefaultValidatorFactory().getValidator())
			.withBean("two", Validator.class, () -> Validation.buildDefaultValidatorFactory().getValidator())
			.withUserConfiguration(Validated.class)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasRootCauseInstanceOf(NoUniqueBeanDefinitionException.class));
	}

	@Test
	void validatesArgumentsWhereThereIsAValidator() {
		EndpointServer.run(
				this.contextRunner.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class)),
				Validated.class, (socket) -> {
					assertThat(socket.json("POSITIVE 1")).isEqualTo("1");
					assertThat(socket.error("POSITIVE -1")).isEqualTo(
							"VALIDATION_ERROR [\"command\", \"value\"] \"must be greater than 0\" \"value_error.positive\"");
					assertThat(socket.error("NOTE '{\"text\": \" \", \"numbers\": []}'")).isEqualTo(
							"VALIDATION_ERROR [\"command\", \"note\", \"text\"] \"must not be blank\" \"value_error.not_blank\"");
					assertThat(socket.error("NOTE '{\"text\": \"x\", \"numbers\": [{\"value\": 1}, {\"value\": 0}]}'"))
						.isEqualTo("VALIDATION_ERROR [\"command\", \"note\", \"numbers\", 1, \"value\"] "
								+ "\"must be greater than 0\" \"value_error.positive\"");
					assertThat(socket.json("UNCHECKED '{\"value\": 0}'")).as("@Valid asks for it").isEqualTo("0");
				});
	}

	@Test
	void withoutValidationArgumentsAreAsTheyCome() {
		EndpointServer.run(this.contextRunner.withClassLoader(new FilteredClassLoader("jakarta.validation")),
				Validated.class, (socket) -> assertThat(socket.json("POSITIVE -1")).isEqualTo("-1"));
	}

	private void run(Class<?> endpoint, Consumer<RespSocket> test) {
		EndpointServer.run(this.contextRunner, endpoint, test);
	}

}
