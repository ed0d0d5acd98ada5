package io.tino.spring.client;

import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Mono;

import io.tino.boot.autoconfigure.client.TinoClientAutoConfiguration;
import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.client.TinoCommandException;
import io.tino.client.TinoReplyException;
import io.tino.command.CallContext;
import io.tino.command.TinoConnection;
import io.tino.spring.endpoint.Auth;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoContract;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.spring.endpoint.TinoError;
import io.tino.spring.endpoint.TinoHeader;
import io.tino.spring.endpoint.TinoHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for clients that are made of interfaces, against a real server.
 */
class TypedClientTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class,
				TinoClientAutoConfiguration.class))
		.withUserConfiguration(NoteEndpoint.class)
		.withPropertyValues("tino.server.port=0");

	record Note(long id, String text) {
	}

	@TinoError("NOTE_NOT_FOUND")
	static class NoteNotFound extends Exception {

		private static final long serialVersionUID = 1L;

		NoteNotFound(String message) {
			super(message);
		}

	}

	@TinoError("TOO_MANY_NOTES")
	static class TooManyNotes extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

	@TinoError("DISK_FULL")
	static class DiskFull extends IOException {

		private static final long serialVersionUID = 1L;

		DiskFull(String message, Throwable cause) {
			super(message, cause);
		}

	}

	interface Repository<T> {

		@TinoCommand
		@Nullable T find(long id);

		@TinoCommand
		List<T> all();

		T save(T item);

	}

	@TinoContract(prefix = "NOTES", errors = { TooManyNotes.class, DiskFull.class })
	interface Notes extends Repository<Note> {

		@Override
		@TinoCommand
		Note save(Note note);

		@TinoCommand
		Note read(long id) throws NoteNotFound;

		@TinoCommand("notes.count")
		int count();

		@TinoCommand
		void clear(TinoConnection connection, Optional<Principal> principal, @Auth @Nullable Principal user);

		@TinoCommand
		Optional<String> text(@Nullable Long id);

		@TinoCommand
		OptionalInt length(Optional<Long> id);

		@TinoCommand
		CompletionStage<Note> readLater(long id) throws NoteNotFound;

		@TinoCommand
		Mono<Note> readReactively(long id) throws NoteNotFound;

		@TinoCommand
		void fail(String code);

		@TinoCommand
		CompletableFuture<@Nullable Void> failLater(String code);

		@TinoCommand(timeout = "5s", idempotent = true)
		String tenant(@TinoHeader String tenant, TinoHeaders others, CallContext context);

		default String describe(long id) throws NoteNotFound {
			return read(id).text() + " is one of " + count();
		}

		static Note note(String text) {
			return new Note(0, text);
		}

	}

	@TinoEndpoint
	static class NoteEndpoint implements Notes {

		private volatile List<Note> notes = List.of(new Note(1, "one"), new Note(2, "two"));

		@Override
		public @Nullable Note find(long id) {
			return this.notes.stream().filter((note) -> note.id() == id).findFirst().orElse(null);
		}

		@Override
		public List<Note> all() {
			return this.notes;
		}

		@Override
		public Note save(Note note) {
			this.notes = List.of(note);
			return note;
		}

		@Override
		public Note read(long id) throws NoteNotFound {
			Note note = find(id);
			if (note == null) {
				throw new NoteNotFound("there is no note " + id);
			}
			return note;
		}

		@Override
		public int count() {
			return this.notes.size();
		}

		@Override
		public void clear(TinoConnection connection, Optional<Principal> principal, @Nullable Principal user) {
			assertThat(connection).isNotNull();
			this.notes = List.of();
		}

		@Override
		public Optional<String> text(@Nullable Long id) {
			return Optional.ofNullable(id).map(this::find).map(Note::text);
		}

		@Override
		public OptionalInt length(Optional<Long> id) {
			return text(id.orElse(null)).stream().mapToInt(String::length).findFirst();
		}

		@Override
		public CompletionStage<Note> readLater(long id) throws NoteNotFound {
			return CompletableFuture.completedFuture(read(id));
		}

		@Override
		public Mono<Note> readReactively(long id) throws NoteNotFound {
			return Mono.just(read(id));
		}

		@Override
		public String tenant(String tenant, TinoHeaders others, CallContext context) {
			Duration remaining = Objects.requireNonNull(context.remaining());
			return tenant + " in less than " + (remaining.toSeconds() + 1) + " s";
		}

		@Override
		public void fail(String code) {
			throwError(code);
		}

		@Override
		public CompletableFuture<@Nullable Void> failLater(String code) {
			return code.isEmpty() ? new CompletableFuture<>()
					: CompletableFuture.runAsync(() -> throwError(code), Runnable::run);
		}

		private static void throwError(String code) {
			switch (code) {
				case "TOO_MANY_NOTES" -> throw new TooManyNotes();
				case "DISK_FULL" -> sneak(new DiskFull("no space", new IOException()));
				default -> throw new IllegalStateException(code);
			}
		}

		@SuppressWarnings("unchecked")
		private static <E extends Exception> void sneak(Exception ex) throws E {
			throw (E) ex;
		}

	}

	private void run(ClientTest test) {
		this.contextRunner.run((context) -> {
			assertThat(context).hasNotFailed();
			test.test(new TinoProxyFactory(context.getBean(TinoTemplate.class)).create(Notes.class));
		});
	}

	@Test
	void waitsForReplies() {
		run((notes) -> {
			assertThat(notes.read(2)).isEqualTo(new Note(2, "two"));
			assertThat(notes.count()).isEqualTo(2);
			notes.clear(null, null, null);
			assertThat(notes.count()).isZero();
		});
	}

	@Test
	void knowsTheTypeArgumentsOfInterfacesThatItExtends() {
		run((notes) -> {
			assertThat(notes.find(1)).isEqualTo(new Note(1, "one"));
			assertThat(notes.find(7)).isNull();
			assertThat(notes.all()).containsExactly(new Note(1, "one"), new Note(2, "two"));
			assertThat(notes.save(Notes.note("three"))).isEqualTo(new Note(0, "three"));
			Repository<Note> generic = notes;
			assertThat(generic.save(new Note(4, "four"))).isEqualTo(new Note(4, "four"));
			assertThat(notes.all()).containsExactly(new Note(4, "four"));
		});
	}

	@Test
	void givesOptionals() {
		run((notes) -> {
			assertThat(notes.text(1L)).contains("one");
			assertThat(notes.text(7L)).isEmpty();
			assertThat(notes.text(null)).isEmpty();
			assertThat(notes.length(Optional.of(1L))).hasValue(3);
			assertThat(notes.length(Optional.empty())).isEmpty();
		});
	}

	@Test
	void givesFutures() {
		run((notes) -> {
			assertThat(notes.readLater(1).toCompletableFuture().get()).isEqualTo(new Note(1, "one"));
			assertThatExceptionOfType(ExecutionException.class)
				.isThrownBy(() -> notes.readLater(7).toCompletableFuture().get())
				.withCauseInstanceOf(NoteNotFound.class)
				.havingCause()
				.withMessage("there is no note 7");
		});
	}

	@Test
	void callsForEachSubscriberOfAMono() {
		run((notes) -> {
			Mono<Note> note = notes.readReactively(1);
			assertThat(note.block()).isEqualTo(new Note(1, "one"));
			notes.save(new Note(1, "another"));
			assertThat(note.block()).isEqualTo(new Note(1, "another"));
			assertThat(notes.readReactively(7).materialize().block().getThrowable()).isInstanceOf(NoteNotFound.class);
		});
	}

	@Test
	void sendsHeadersAndTheTimeThatAMethodMayTake() {
		run((notes) -> assertThat(notes.tenant("acme", TinoHeaders.of(Map.of()), CallContext.EMPTY))
			.isEqualTo("acme in less than 5 s"));
	}

	@Test
	void runsDefaultMethodsHere() {
		run((notes) -> assertThat(notes.describe(1)).isEqualTo("one is one of 2"));
	}

	@Test
	void isAnObjectItself() {
		run((notes) -> {
			assertThat(notes).hasToString("Tino client " + Notes.class.getName())
				.isEqualTo(notes)
				.hasSameHashCodeAs(notes);
			assertThat(notes).isNotEqualTo(new Object());
		});
	}

	@Test
	void throwsTheExceptionThatACodeStandsForAsTheCallerCalled() {
		run((notes) -> assertThatExceptionOfType(NoteNotFound.class).isThrownBy(() -> notes.read(7))
			.withMessage("there is no note 7")
			.satisfies((ex) -> assertThat(ex.getStackTrace())
				.anySatisfy((frame) -> assertThat(frame.getClassName()).startsWith(TypedClientTests.class.getName())))
			.withCauseInstanceOf(TinoCommandException.class)
			.satisfies((ex) -> assertThat(((TinoCommandException) ex.getCause()).code()).isEqualTo("NOTE_NOT_FOUND")));
	}

	@Test
	void throwsWhatTheContractSays() {
		run((notes) -> {
			assertThatExceptionOfType(TooManyNotes.class).isThrownBy(() -> notes.fail("TOO_MANY_NOTES"))
				.withCauseInstanceOf(TinoCommandException.class);
			assertThat(notes.failLater("TOO_MANY_NOTES")).failsWithin(Duration.ofSeconds(10))
				.withThrowableOfType(ExecutionException.class)
				.withCauseInstanceOf(TooManyNotes.class);
		});
	}

	@Test
	void throwsNothingCheckedThatAMethodDoesNotDeclare() {
		run((notes) -> {
			assertThatExceptionOfType(TinoCommandException.class).isThrownBy(() -> notes.fail("DISK_FULL"))
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo("DISK_FULL"));
			assertThat(notes.failLater("DISK_FULL")).failsWithin(Duration.ofSeconds(10))
				.withThrowableOfType(ExecutionException.class)
				.withCauseInstanceOf(DiskFull.class);
		});
	}

	@Test
	void throwsOtherErrorsAsTheTemplateDoes() {
		run((notes) -> assertThatExceptionOfType(TinoCommandException.class).isThrownBy(() -> notes.fail("?"))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("UNEXPECTED_ERROR")));
	}

	@TinoContract(prefix = "NOTES")
	interface Primitive {

		@TinoCommand
		int find(long id);

		@TinoCommand("NOTES.FAIL_LATER")
		CompletableFuture<@Nullable Void> wait(String code);

	}

	@Test
	void aReplyThatIsNoPrimitiveIsAnException() {
		this.contextRunner.run((context) -> {
			Primitive client = new TinoProxyFactory(context.getBean(TinoTemplate.class)).create(Primitive.class);
			assertThatExceptionOfType(TinoReplyException.class).isThrownBy(() -> client.find(7))
				.withMessage("Reply to NOTES.FIND is no int: none is not an allowed value");
		});
	}

	@FunctionalInterface
	private interface ClientTest {

		void test(Notes notes) throws Exception;

	}

}
