package io.tino.spring.endpoint;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the names that endpoints take from the interfaces that they implement.
 */
class TinoContractTests {

	private final ApplicationContextRunner contextRunner = EndpointServer.contextRunner();

	interface Store<T> {

		@TinoCommand
		int add(T item);

		@TinoCommand("Total")
		int count();

	}

	@TinoContract(prefix = "notes")
	interface Notes extends Store<String> {

	}

	@TinoEndpoint
	static class NoteEndpoint implements Notes {

		@Override
		public int add(String item) {
			return 1;
		}

		@Override
		public int count() {
			return 2;
		}

		@TinoCommand
		int own() {
			return 3;
		}

	}

	@Test
	void thePrefixIsThatOfTheInterfaceWhichHasTheMethod() {
		EndpointServer.run(this.contextRunner, NoteEndpoint.class, (socket) -> {
			assertThat(socket.json("NOTES.ADD '\"a\"'")).isEqualTo("1");
			assertThat(socket.json("TOTAL")).isEqualTo("2");
			assertThat(socket.json("OWN")).isEqualTo("3");
		});
	}

	@TinoEndpoint(prefix = "Notes")
	static class Agreeing extends NoteEndpoint {

	}

	@Test
	void anEndpointMayHaveTheSamePrefix() {
		EndpointServer.run(this.contextRunner, Agreeing.class, (socket) -> {
			assertThat(socket.json("NOTES.ADD '\"a\"'")).isEqualTo("1");
			assertThat(socket.json("NOTES.OWN")).isEqualTo("3");
		});
	}

	@TinoEndpoint(prefix = "OTHER")
	static class Disagreeing extends NoteEndpoint {

	}

	@Test
	void anEndpointThatItsClientsWouldNotFindIsRefused() {
		assertThatFails(Disagreeing.class,
				"NoteEndpoint.add(String) belongs to a @TinoContract with the prefix notes, but its endpoint "
						+ Disagreeing.class.getName() + " has the prefix OTHER");
	}

	@TinoContract
	interface Bare {

		@TinoCommand
		int add(String item);

	}

	@TinoEndpoint(prefix = "OTHER")
	static class Prefixed implements Bare {

		@Override
		public int add(String item) {
			return 1;
		}

	}

	@Test
	void noPrefixIsOneToo() {
		assertThatFails(Prefixed.class, "belongs to a @TinoContract without a prefix, but");
	}

	@TinoContract(prefix = "BOTH")
	interface Both extends Notes {

		@Override
		int count();

	}

	@TinoEndpoint
	static class Specific extends NoteEndpoint implements Both {

	}

	@Test
	void theInterfaceFurtherDownCounts() {
		EndpointServer.run(this.contextRunner, Specific.class,
				(socket) -> assertThat(socket.json("BOTH.ADD '\"a\"'")).isEqualTo("1"));
	}

	@TinoEndpoint
	static class Torn extends NoteEndpoint implements Bare {

	}

	@Test
	void aMethodOfTwoContractsIsRefused() {
		assertThatFails(Torn.class, "belongs to two interfaces whose @TinoContract has different prefixes");
	}

	private void assertThatFails(Class<?> endpoint, String message) {
		this.contextRunner.withUserConfiguration(endpoint)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(InvalidEndpointException.class)
				.hasMessageContaining(message));
	}

}
