package io.tino.sample;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;

import io.tino.sample.note.Note;
import io.tino.spring.client.TinoTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the sample on a PostgreSQL server of its own.
 */
class PostgreSqlTests {

	private static PostgreSql postgres;

	@BeforeAll
	static void startPostgres() throws IOException {
		postgres = PostgreSql.start();
	}

	@AfterAll
	static void stopPostgres() throws IOException {
		if (postgres != null) {
			postgres.stop();
		}
	}

	@Test
	void keepsNotes() throws Exception {
		for (int start = 1; start <= 2; start++) {
			try (SampleServer sample = SampleServer.start("spring.profiles.active=postgresql",
					"spring.datasource.url=" + postgres.url(), "spring.datasource.username=tino")) {
				assertThat(sample.get("/actuator/health")).contains("\"database\":\"PostgreSQL\"");
				TinoTemplate tino = sample.context().getBean(TinoTemplate.class);
				Note note = tino.call("CREATE_NOTE", Note.class, Map.of("text", "start " + start, "completed", true));
				assertThat(tino.call("READ_NOTES", new ParameterizedTypeReference<List<Note>>() {
				})).hasSize(start).contains(note);
			}
		}
	}

}
