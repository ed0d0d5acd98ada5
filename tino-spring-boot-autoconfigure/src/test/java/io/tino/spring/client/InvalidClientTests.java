package io.tino.spring.client;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.tino.boot.autoconfigure.client.TinoClientAutoConfiguration;
import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoContract;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.spring.endpoint.TinoError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for interfaces that no client can be made of the way they are written.
 */
class InvalidClientTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoClientAutoConfiguration.class));

	interface Unannotated {

		@TinoCommand
		int add(int a);

		int subtract(int a);

	}

	@ImportTinoClients(Unannotated.class)
	static class ImportsUnannotated {

	}

	@Test
	void aMethodThatIsNoCommandAndHasNoBody() {
		assertThatFails(ImportsUnannotated.class,
				"Unannotated.subtract(int) is neither annotated with @TinoCommand nor a default method");
	}

	interface Empty {

		static int one() {
			return 1;
		}

	}

	@ImportTinoClients(Empty.class)
	static class ImportsEmpty {

	}

	@Test
	void anInterfaceWithoutCommands() {
		assertThatFails(ImportsEmpty.class, "Empty has no method annotated with @TinoCommand");
	}

	@ImportTinoClients({ InvalidClientTests.class, Empty.class })
	static class ImportsClass {

	}

	sealed interface Sealed permits Permitted {

		@TinoCommand
		int add(int a);

	}

	record Permitted() implements Sealed {

		@Override
		public int add(int a) {
			return a;
		}

	}

	@ImportTinoClients(Sealed.class)
	static class ImportsSealed {

	}

	@Test
	void aTypeThatNoClientCanImplement() {
		assertThatFails(ImportsClass.class, "InvalidClientTests is no interface that a client can implement: it is a");
		assertThatFails(ImportsSealed.class, "Sealed is no interface that a client can implement: it is sealed or");
	}

	@TinoEndpoint(prefix = "CALC")
	interface EndpointInterface {

		@TinoCommand
		int add(int a);

	}

	@ImportTinoClients(EndpointInterface.class)
	static class ImportsEndpointInterface {

	}

	@Test
	void anInterfaceWhoseClientWouldBeAnEndpoint() {
		assertThatFails(ImportsEndpointInterface.class, "EndpointInterface is annotated with @TinoEndpoint, so that");
	}

	interface StreamOfIterators {

		@TinoCommand
		Stream<Iterator<String>> iterators();

	}

	interface StreamOfFluxes {

		@TinoCommand
		Flow.Publisher<Flux<String>> fluxes();

	}

	interface Futures {

		@TinoCommand
		Future<String> future();

	}

	interface Nested {

		@TinoCommand
		Mono<List<Stream<String>>> nested();

	}

	@ParameterizedTest
	@ValueSource(classes = { StreamOfIterators.class, StreamOfFluxes.class, Futures.class, Nested.class })
	void aResultThatNoClientGives(Class<?> type) {
		assertThat(failure(type)).hasMessageMatching("Method .* returns a \\w+, which no client gives");
	}

	interface StreamArgument {

		@TinoCommand
		void add(List<Flux<String>> items);

	}

	@Test
	void anArgumentThatCannotBeSent() {
		assertThat(failure(StreamArgument.class)).hasMessageContaining("StreamArgument.add(List) is a Flux, which");
	}

	interface Undecodable {

		@TinoCommand
		Runnable task();

	}

	@ImportTinoClients(Undecodable.class)
	static class ImportsUndecodable {

	}

	@Test
	void aResultThatNoReplyIsDecodedTo() {
		assertThatFails(ImportsUndecodable.class,
				"Undecodable.task() returns what no reply can be decoded to: Type java.lang.Runnable cannot be");
	}

	interface Overloaded {

		@TinoCommand
		int add(int a);

		@TinoCommand
		int add(int a, int b);

	}

	interface Contradicting {

		@TinoCommand
		int add(int a);

		@TinoCommand("ADD")
		String addAsText(int a);

	}

	@ParameterizedTest
	@ValueSource(classes = { Overloaded.class, Contradicting.class })
	void twoMethodsThatSeeACommandDifferently(Class<?> type) {
		assertThat(failure(type)).hasMessageMatching(
				"Method \\S+add.* is the command ADD with other arguments or another result than \\S+\\$\\w+\\.add\\(.*");
	}

	interface Reserved {

		@TinoCommand
		void subscribe(String address);

	}

	@Test
	void aCommandThatNoEndpointCanHave() {
		assertThat(failure(Reserved.class)).hasMessageContaining("is the command SUBSCRIBE, which is reserved");
	}

	@TinoError("GONE")
	static class Gone extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

	@TinoError("GONE")
	static class AlsoGone extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

	@TinoError("NUMBERED")
	static class Numbered extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Numbered(int number) {
			super("number " + number);
		}

	}

	@TinoError("ABSTRACT")
	abstract static class Abstract extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

	interface TwoErrors {

		@TinoCommand
		void add() throws Gone, AlsoGone;

	}

	interface UnmakeableError {

		@TinoCommand
		void add() throws Numbered;

	}

	interface AbstractError {

		@TinoCommand
		void add() throws Abstract;

	}

	@TinoContract(errors = IllegalStateException.class)
	interface UnannotatedError {

		@TinoCommand
		void add();

	}

	@Test
	void errorsThatCannotBeThrown() {
		assertThat(failure(TwoErrors.class)).hasMessageMatching(".*Gone is thrown for the code GONE, and so is .*Gone");
		assertThat(failure(UnmakeableError.class)).hasMessageContaining("Numbered is thrown by a client");
		assertThat(failure(AbstractError.class)).hasMessageContaining("Abstract is thrown by a client");
		assertThat(failure(UnannotatedError.class)).hasMessageContaining("is not annotated with @TinoError");
	}

	@ImportTinoClients(basePackages = "io.tino.nowhere")
	static class ImportsNothing {

	}

	@Test
	void anImportThatFindsNothing() {
		assertThatFails(ImportsNothing.class, "there is no interface with @TinoCommand methods in io.tino.nowhere");
	}

	@ImportTinoClients(types = Fine.class, group = "elsewhere")
	static class ImportsUnknownGroup {

	}

	interface Fine {

		@TinoCommand
		int add(int a);

	}

	@ImportTinoClients(Fine.class)
	static class ImportsFine {

	}

	@Test
	void aGroupThatCallsNoServer() {
		assertThatFails(ImportsUnknownGroup.class,
				"Fine is imported by @ImportTinoClients for the group 'elsewhere', which has no TinoTemplate",
				"tino.clients.elsewhere.address=host:port");
		this.contextRunner.withPropertyValues("tino.client.enabled=false")
			.withUserConfiguration(ImportsFine.class)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("for the group 'default', which has no TinoTemplate"));
	}

	private static Throwable failure(Class<?> type) {
		TinoProxyFactory factory = new TinoProxyFactory(new TinoTemplate(new StubClient()));
		return catchThrowableOfType(InvalidClientException.class, () -> factory.create(type));
	}

	private void assertThatFails(Class<?> configuration, String message) {
		assertThatFails(configuration, message, "");
	}

	private void assertThatFails(Class<?> configuration, String message, String action) {
		this.contextRunner.withUserConfiguration(configuration).run((context) -> {
			Throwable failure = context.getStartupFailure();
			while (failure != null && !(failure instanceof InvalidClientException)) {
				failure = failure.getCause();
			}
			assertThat(failure)
				.isInstanceOfSatisfying(InvalidClientException.class, (ex) -> assertThat(ex.action()).contains(action))
				.hasMessageContaining(message);
		});
	}

}
