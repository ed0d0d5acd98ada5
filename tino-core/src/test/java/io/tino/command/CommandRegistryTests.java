package io.tino.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CommandRegistry}, {@link CommandSpec} and {@link ErrorCode}.
 */
class CommandRegistryTests {

	record NamedCommand(CommandSpec spec) implements Command {

		static NamedCommand of(String name) {
			return new NamedCommand(CommandSpec.named(name).build());
		}

		@Override
		public void call(Call call) {
			throw new IllegalStateException();
		}

	}

	@Test
	void findsCommandsByTheBytesOfTheirNamesInAnyCase() {
		List<Command> commands = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			commands.add(NamedCommand.of("COMMAND_" + i));
		}
		CommandRegistry registry = new CommandRegistry(commands);
		for (Command command : commands) {
			assertThat(find(registry, command.spec().name())).isSameAs(command);
		}
		assertThat(find(registry, "command_7")).isSameAs(commands.get(7));
		assertThat(find(registry, "COMMAND_")).isNull();
		assertThat(find(registry, "")).isNull();
		assertThat(find(registry, "COMMAND_1000")).isNull();
	}

	@Test
	void anEmptyRegistryFindsNothing() {
		assertThat(find(new CommandRegistry(List.of()), "PING")).isNull();
	}

	@Test
	void listsCommandsByName() {
		CommandRegistry registry = new CommandRegistry(List.of(NamedCommand.of("b"), NamedCommand.of("a")));
		assertThat(registry.commands()).extracting((command) -> command.spec().name()).containsExactly("A", "B");
	}

	@Test
	void refusesTwoCommandsOfOneName() {
		Command one = NamedCommand.of("add");
		Command other = NamedCommand.of("ADD");
		assertThatExceptionOfType(DuplicateCommandException.class)
			.isThrownBy(() -> new CommandRegistry(List.of(one, other)))
			.satisfies((ex) -> assertThat(List.of(ex.first(), ex.second())).containsExactly(one, other));
	}

	@Test
	void refusesNamesThatAreNoWords() {
		for (String name : List.of("", "a b", "a\nb", " ", "\u007f", "caf\u00e9", "\u00a0")) {
			assertThatIllegalArgumentException().isThrownBy(() -> CommandSpec.named(name));
		}
	}

	@Test
	void refusesCodesThatRedisClientsActOn() {
		for (String code : List.of("MOVED", "ASK", "READONLY", "BUSY", "CLUSTERDOWN", "NOSCRIPT", "lower", "A B", "",
				"1A")) {
			assertThatIllegalArgumentException().as(code).isThrownBy(() -> new CommandException(code, ""));
		}
		assertThat(new CommandException("NOTE_NOT_FOUND", "no note").code()).isEqualTo("NOTE_NOT_FOUND");
	}

	@Test
	void codesTellWhetherTheCallMayHaveRun() {
		assertThat(ErrorCode.mayHaveRun("INVALID_COMMAND")).isFalse();
		assertThat(ErrorCode.mayHaveRun("LOADING")).isFalse();
		assertThat(ErrorCode.mayHaveRun("MOVED")).isFalse();
		assertThat(ErrorCode.mayHaveRun("UNEXPECTED_ERROR")).isTrue();
		assertThat(ErrorCode.mayHaveRun("NOTE_NOT_FOUND")).isTrue();
	}

	private static @Nullable Command find(CommandRegistry registry, String name) {
		ByteBuf bytes = Unpooled.copiedBuffer("-" + name, StandardCharsets.UTF_8).skipBytes(1);
		return registry.find(bytes);
	}

}
