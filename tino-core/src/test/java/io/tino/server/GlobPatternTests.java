package io.tino.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GlobPattern}.
 */
class GlobPatternTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			*        | anything | true
			''       | ''       | true
			''       | a        | false
			*        | ''       | false
			h?llo    | hello    | true
			h?llo    | hllo     | false
			h*llo    | hllo     | true
			h*llo    | heeeello | true
			h[ae]llo | hallo    | true
			h[ae]llo | hillo    | false
			h[^e]llo | hallo    | true
			h[^e]llo | hello    | false
			h[a-b]llo | hbllo   | true
			h[b-a]llo | hallo   | true
			h[a-b]llo | hcllo   | false
			h[a\\]]llo | h]llo   | true
			h[a      | ha       | true
			h[]a     | ha       | false
			HELLO    | hello    | true
			h\\*llo   | h*llo    | true
			h\\*llo   | hello    | false
			a\\       | a\\       | true
			*a*b*    | xxaxxbxx | true
			*a*b     | xxaxxbxx | false
			a*b*c    | abcbc    | true
			**       | x        | true
			""")
	void matchesAsRedisDoes(String glob, String text, boolean expected) {
		assertThat(new GlobPattern(glob, true).matches(text)).isEqualTo(expected);
	}

	@Test
	void aPatternOfManyStarsTakesNoTimeToSpeakOf() {
		GlobPattern pattern = new GlobPattern("a*".repeat(1_000) + "b", false);
		assertThat(CompletableFuture.supplyAsync(() -> pattern.matches("a".repeat(1_000)))
			.orTimeout(30, TimeUnit.SECONDS)
			.join()).isFalse();
	}

}
