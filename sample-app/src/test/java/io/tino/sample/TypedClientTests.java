package io.tino.sample;

import java.util.List;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.test.annotation.DirtiesContext;

import io.tino.client.TinoCommandException;
import io.tino.sample.calculator.NumberInput;
import io.tino.sample.note.Note;
import io.tino.sample.note.NoteInput;
import io.tino.spring.client.ImportTinoClients;
import io.tino.spring.endpoint.TinoCommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Calls the sample through interfaces, as another application does.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "tino.server.port=0", "spring.datasource.url=jdbc:h2:mem:typed" })
@DirtiesContext
class TypedClientTests {

	@Autowired
	private Calculator calculator;

	@Autowired
	private Notes notes;

	interface Calculator {

		@TinoCommand
		int add(int a, NumberInput b);

		@TinoCommand("ADD")
		CompletionStage<Integer> addLater(int a, NumberInput b);

		default int increment(int a) {
			return add(a, new NumberInput(1));
		}

	}

	interface Notes {

		@TinoCommand
		Note createNote(NoteInput note);

		@TinoCommand
		List<Note> readNotes();

	}

	@TestConfiguration(proxyBeanMethods = false)
	@ImportTinoClients({ Calculator.class, Notes.class })
	static class Clients {

	}

	@Test
	void addsAsIfItWereLocal() {
		int three = this.calculator.add(1, new NumberInput(2));
		assertThat(three).isEqualTo(3);
		assertThat(this.calculator.addLater(1, new NumberInput(2)).toCompletableFuture().join()).isEqualTo(3);
		assertThat(this.calculator.increment(41)).isEqualTo(42);
	}

	@Test
	void keepsNotes() {
		Note note = this.notes.createNote(new NoteInput("buy milk", false));
		assertThat(this.notes.readNotes()).contains(note);
	}

	@Test
	void isToldWhatIsWrong() {
		NoteInput empty = new NoteInput(null, false);
		assertThatExceptionOfType(TinoCommandException.class).isThrownBy(() -> this.notes.createNote(empty))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("VALIDATION_ERROR"));
	}

}
