package io.tino.sample;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;

import io.tino.client.TinoCommandException;
import io.tino.client.TinoWatchException;
import io.tino.sample.note.Note;
import io.tino.server.WatchedKeys;
import io.tino.spring.client.TinoTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for sessions of the client, with what belongs to a connection.
 */
class SessionTests {

	private static final Map<String, Object> NOTE = Map.of("text", "buy milk", "completed", false);

	private static SampleServer sample;

	private static TinoTemplate tino;

	@BeforeAll
	static void start() {
		sample = SampleServer.start("tino.server.transactions=spring");
		tino = sample.context().getBean(TinoTemplate.class);
	}

	@AfterAll
	static void stop() {
		sample.close();
	}

	@Test
	void theStateOfTheConnectionIsThatOfTheSession() {
		Integer count = tino.session((session) -> {
			session.call("INCREMENT", Void.class, 5);
			session.callAsync("INCREMENT", Void.class, 2);
			tino.call("INCREMENT", Void.class, 100);
			assertThat(tino.<Integer>session((other) -> other.call("GET_COUNT", Integer.class))).isZero();
			return session.call("GET_COUNT", Integer.class);
		});
		assertThat(count).isEqualTo(7);
		assertThat(tino.<Integer>session((session) -> session.call("GET_COUNT", Integer.class))).isZero();
	}

	@Test
	void aTransactionIsThatOfTheDatabase() {
		Note note = tino.session(
				(session) -> session.transaction((transaction) -> transaction.call("CREATE_NOTE", Note.class, NOTE))
					.join());
		assertThat(note.text()).isEqualTo("buy milk");
		assertThat(notes()).contains(note);
		int before = notes().size();
		assertThatExceptionOfType(TinoCommandException.class)
			.isThrownBy(() -> tino.session((session) -> session.transaction((transaction) -> {
				transaction.call("CREATE_NOTE", Note.class, NOTE);
				return transaction.call("CREATE_NOTE", Note.class, Map.of());
			})))
			.withMessageContaining("Transaction rolled back because of: VALIDATION_ERROR")
			.satisfies((ex) -> assertThat(ex.mayHaveRun()).isFalse());
		assertThat(notes()).hasSize(before);
	}

	@Test
	void aTransactionDependsOnWhatIsWatched() {
		WatchedKeys keys = sample.context().getBean(WatchedKeys.class);
		int before = notes().size();
		assertThatExceptionOfType(TinoWatchException.class).isThrownBy(() -> tino.session((session) -> {
			session.watch("notes");
			keys.changed("notes");
			return session.transaction((transaction) -> transaction.call("CREATE_NOTE", Note.class, NOTE));
		}));
		assertThat(notes()).hasSize(before);
	}

	private static List<Note> notes() {
		return tino.call("READ_NOTES", new ParameterizedTypeReference<List<Note>>() {
		});
	}

}
