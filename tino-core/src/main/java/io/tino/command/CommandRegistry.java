package io.tino.command;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * All commands of a server, found by the bytes of their names as they stand in a request,
 * ignoring the case of ASCII letters. Immutable.
 *
 * @since 0.1.0
 */
public final class CommandRegistry {

	private final List<Command> commands;

	/** Open addressing: a command stands at the hash of its name or behind it. */
	private final @Nullable Command[] table;

	private final byte[][] names;

	private final int mask;

	/**
	 * Create a registry.
	 * @param commands the commands
	 * @throws DuplicateCommandException if two of them have one name
	 */
	public CommandRegistry(Collection<? extends Command> commands) {
		this.commands = commands.stream()
			.map(Command.class::cast)
			.sorted(Comparator.comparing((command) -> command.spec().name()))
			.toList();
		int capacity = Integer.highestOneBit(Math.max(4, commands.size() * 4 - 1));
		this.mask = capacity - 1;
		this.table = new Command[capacity];
		this.names = new byte[capacity][];
		this.commands.forEach(this::add);
	}

	private void add(Command command) {
		byte[] name = command.spec().name().getBytes(StandardCharsets.UTF_8);
		int slot = hash(name) & this.mask;
		for (Command other = this.table[slot]; other != null; other = this.table[slot]) {
			if (Arrays.equals(this.names[slot], name)) {
				throw new DuplicateCommandException(other, command);
			}
			slot = (slot + 1) & this.mask;
		}
		this.table[slot] = command;
		this.names[slot] = name;
	}

	private static int hash(byte[] name) {
		int hash = 0;
		for (byte b : name) {
			hash = hash * 31 + b;
		}
		return spread(hash);
	}

	private static int spread(int hash) {
		return hash ^ hash >>> 15;
	}

	/**
	 * Find a command.
	 * @param name whose readable bytes are the name, in any case; its indexes do not move
	 * @return the command, or {@code null} if there is none of that name
	 */
	public @Nullable Command find(ByteBuf name) {
		int start = name.readerIndex();
		int end = name.writerIndex();
		int hash = 0;
		for (int index = start; index < end; index++) {
			hash = hash * 31 + upperCase(name.getByte(index));
		}
		int slot = spread(hash) & this.mask;
		for (Command command = this.table[slot]; command != null; command = this.table[slot]) {
			if (matches(this.names[slot], name, start, end)) {
				return command;
			}
			slot = (slot + 1) & this.mask;
		}
		return null;
	}

	private static boolean matches(byte[] expected, ByteBuf name, int start, int end) {
		if (expected.length != end - start) {
			return false;
		}
		for (int i = 0; i < expected.length; i++) {
			if (expected[i] != upperCase(name.getByte(start + i))) {
				return false;
			}
		}
		return true;
	}

	private static byte upperCase(byte b) {
		return (b >= 'a' && b <= 'z') ? (byte) (b - ('a' - 'A')) : b;
	}

	/**
	 * Return the commands.
	 * @return all commands, sorted by name
	 */
	public List<Command> commands() {
		return this.commands;
	}

}
