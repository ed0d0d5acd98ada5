package io.tino.command;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CommandSpec} and {@link CommandArgument}.
 */
class CommandSpecTests {

	private static final CommandArgument VALUE = new CommandArgument("value", "string", false);

	@Test
	void countsTheArgumentsThatAreDescribed() {
		assertCounts(0, 0);
		assertCounts(1, 1, VALUE);
		assertCounts(1, 2, VALUE.asOptional(), VALUE);
		assertCounts(1, CommandSpec.UNLIMITED, VALUE.asMultiple());
		assertCounts(1, CommandSpec.UNLIMITED, VALUE, VALUE.asOptional().asMultiple());
	}

	@Test
	void countsTheElementsOfWhatIsMadeOfOthers() {
		CommandArgument pair = CommandArgument.block("pair", List.of(VALUE, VALUE));
		assertCounts(2, 2, pair);
		assertCounts(3, CommandSpec.UNLIMITED, VALUE, pair.asMultiple());
		assertCounts(0, CommandSpec.UNLIMITED, pair.asMultiple().asOptional());
		CommandArgument choice = CommandArgument.oneOf("choice", List.of(CommandArgument.token("NX"), pair));
		assertCounts(1, 2, choice);
		CommandArgument expiry = new CommandArgument("seconds", "integer", true, false, "EX", List.of());
		assertCounts(1, 3, VALUE, expiry);
		assertCounts(0, 0, CommandArgument.oneOf("nothing", List.of()));
	}

	@Test
	void knowsTheTypesThatRedisClientsKnow() {
		assertThatIllegalArgumentException().isThrownBy(() -> new CommandArgument("a", "int", false))
			.withMessage("Argument 'a' has the unknown type 'int'");
	}

	@Test
	void hasBeenThereFromTheFirstVersionUnlessSaidOtherwise() {
		assertThat(CommandSpec.named("ADD").build().since()).isEqualTo("1.0.0");
		assertThat(CommandSpec.named("ADD").since("2.1.0").build().since()).isEqualTo("2.1.0");
	}

	private static void assertCounts(int min, int max, CommandArgument... arguments) {
		CommandSpec spec = CommandSpec.named("TEST").arguments(List.of(arguments)).build();
		assertThat(spec.minArguments()).isEqualTo(min);
		assertThat(spec.maxArguments()).isEqualTo(max);
	}

}
