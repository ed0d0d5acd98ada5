package io.tino.sample.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes sure that the documentation tells all differences from Redis that have been seen,
 * and no others.
 */
class DifferencesTests {

	private static final Path PROTOCOL = Path.of("../src/docs/protocol.md");

	private static final Pattern SECTION = Pattern.compile("(?ms)^## Differences from Redis$(.*?)(?=^## |\\z)");

	private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+?) \\|");

	@Test
	void theProtocolTellsThoseOfTheConversations() throws IOException {
		Matcher section = SECTION.matcher(Files.readString(PROTOCOL));
		assertThat(section.find()).isTrue();
		Set<String> told = ROW.matcher(section.group(1))
			.results()
			.skip(2) // the head of the table
			.map((row) -> row.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(told).isEqualTo(seen());
	}

	private static Set<String> seen() {
		return ConversationReader.files()
			.stream()
			.flatMap((file) -> ConversationReader.read(file).stream())
			.flatMap((conversation) -> conversation.differences().stream())
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
