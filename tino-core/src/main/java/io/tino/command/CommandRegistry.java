package io.tino.command;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
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
		int slot = CommandName.hash(name, 0, name.length) & this.mask;
		for (Command other = this.table[slot]; other != null; other = this.table[slot]) {
			if (Arrays.equals(this.names[slot], name)) {
				throw new DuplicateCommandException(other, command);
			}
			slot = (slot + 1) & this.mask;
		}
		this.table[slot] = command;
		this.names[slot] = name;
	}

	/**
	 * Find a command.
	 * @param name whose readable bytes are the name, in any case; its indexes do not move
	 * @return the command, or {@code null} if there is none of that name
	 */
	public @Nullable Command find(ByteBuf name) {
		if (name.hasArray()) {
			int start = name.arrayOffset() + name.readerIndex();
			return find(name.array(), start, start + name.readableBytes());
		}
		byte[] bytes = ByteBufUtil.getBytes(name);
		return find(bytes, 0, bytes.length);
	}

	private @Nullable Command find(byte[] name, int start, int end) {
		int slot = CommandName.hash(name, start, end) & this.mask;
		for (Command command = this.table[slot]; command != null; command = this.table[slot]) {
			if (CommandName.matches(this.names[slot], name, start, end)) {
				return command;
			}
			slot = (slot + 1) & this.mask;
		}
		return null;
	}

	/**
	 * Return the commands.
	 * @return all commands, sorted by name
	 */
	public List<Command> commands() {
		return this.commands;
	}

}
