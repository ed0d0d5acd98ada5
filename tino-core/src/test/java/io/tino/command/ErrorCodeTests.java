package io.tino.command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ErrorCode}.
 */
class ErrorCodeTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "note", "NOTE NOT FOUND", "1ST", "NOTE\r\n", "MOVED", "BUSY", "LOADING", "ERR",
			"UNAVAILABLE", "OVERLOADED", "INVALID_COMMAND" })
	void refusesCodesThatMisleadClients(String code) {
		assertThatIllegalArgumentException().isThrownBy(() -> ErrorCode.requireUsable(code));
		assertThatIllegalArgumentException().isThrownBy(() -> new CommandException(code, "text"));
	}

	@Test
	void refusesCodesOfAnyLength() {
		assertThat(ErrorCode.requireUsable("X".repeat(64))).hasSize(64);
		assertThatIllegalArgumentException().isThrownBy(() -> ErrorCode.requireUsable("X".repeat(65)));
	}

	@Test
	void anApplicationsOwnCodeMayHaveRun() {
		assertThat(ErrorCode.mayHaveRun(ErrorCode.requireUsable("NOTE_NOT_FOUND"))).isTrue();
		assertThat(ErrorCode.mayHaveRun("UNAVAILABLE")).isFalse();
		assertThat(ErrorCode.mayHaveRun("MOVED")).isFalse();
		assertThat(ErrorCode.mayHaveRun("UNEXPECTED_ERROR")).isTrue();
	}

}
