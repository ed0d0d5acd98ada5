package io.tino.command;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * An argument of a command, as {@code COMMAND DOCS} describes it to people and to the
 * completion of {@code redis-cli}.
 *
 * @param name the name of the argument
 * @param type one of the types of Redis: {@code string}, {@code integer}, {@code double},
 * {@code key}, {@code pattern}, {@code unix-time}, {@code pure-token}, {@code oneof} or
 * {@code block}
 * @param optional whether it may be left out
 * @param multiple whether it may be repeated
 * @param token the word that stands before the argument, or is the argument if that is a
 * {@code pure-token}; {@code null} if there is none
 * @param arguments of a {@code oneof}, the alternatives; of a {@code block}, its parts
 * @since 0.1.0
 * @see <a href="https://redis.io/docs/latest/develop/reference/command-arguments/">Redis
 * command arguments</a>
 */
public record CommandArgument(String name, String type, boolean optional, boolean multiple, @Nullable String token,
		List<CommandArgument> arguments) {

	private static final String PURE_TOKEN = "pure-token";

	private static final String ONE_OF = "oneof";

	private static final String BLOCK = "block";

	private static final Set<String> TYPES = Set.of("string", "integer", "double", "key", "pattern", "unix-time",
			PURE_TOKEN, ONE_OF, BLOCK);

	/**
	 * Create an argument.
	 * @param name the name of the argument
	 * @param type one of the types of Redis
	 * @param optional whether it may be left out
	 * @param multiple whether it may be repeated
	 * @param token the word that stands before it, or {@code null} if there is none
	 * @param arguments what it is made of
	 * @throws IllegalArgumentException if Redis does not know the type: it is what its
	 * clients stumble over
	 */
	public CommandArgument {
		if (!TYPES.contains(type)) {
			throw new IllegalArgumentException("Argument '" + name + "' has the unknown type '" + type + "'");
		}
		arguments = List.copyOf(arguments);
	}

	/**
	 * Create an argument that is one value.
	 * @param name the name of the argument
	 * @param type one of the types of Redis
	 * @param optional whether it may be left out
	 */
	public CommandArgument(String name, String type, boolean optional) {
		this(name, type, optional, false, null, List.of());
	}

	/**
	 * Describe a word that is sent as it is.
	 * @param token the word
	 * @return an argument, named by the word in lower case
	 */
	public static CommandArgument token(String token) {
		return new CommandArgument(token.toLowerCase(Locale.ROOT), PURE_TOKEN, false, false, token, List.of());
	}

	/**
	 * Describe a choice.
	 * @param name the name of the argument
	 * @param alternatives what is chosen from
	 * @return an argument that is one of them
	 */
	public static CommandArgument oneOf(String name, List<CommandArgument> alternatives) {
		return new CommandArgument(name, ONE_OF, false, false, null, alternatives);
	}

	/**
	 * Describe arguments that belong together.
	 * @param name the name of all of them
	 * @param parts the arguments
	 * @return an argument that is all of them, one after another
	 */
	public static CommandArgument block(String name, List<CommandArgument> parts) {
		return new CommandArgument(name, BLOCK, false, false, null, parts);
	}

	/**
	 * Say that the argument may be left out.
	 * @return the same argument, but optional
	 */
	public CommandArgument asOptional() {
		return new CommandArgument(this.name, this.type, true, this.multiple, this.token, this.arguments);
	}

	/**
	 * Say that the argument may be repeated.
	 * @return the same argument, but multiple
	 */
	public CommandArgument asMultiple() {
		return new CommandArgument(this.name, this.type, this.optional, true, this.token, this.arguments);
	}

	/**
	 * Tell whether the argument is but a name for others.
	 * @return whether it is a {@code oneof} or a {@code block}
	 */
	public boolean isContainer() {
		return this.type.equals(ONE_OF) || this.type.equals(BLOCK);
	}

	/** Return the least elements that a request has for it. */
	int minElements() {
		return this.optional ? 0 : tokenElements() + switch (this.type) {
			case PURE_TOKEN -> 0;
			case ONE_OF -> this.arguments.stream().mapToInt(CommandArgument::minElements).min().orElse(0);
			case BLOCK -> this.arguments.stream().mapToInt(CommandArgument::minElements).sum();
			default -> 1;
		};
	}

	/** Return the most elements that a request has for it. */
	int maxElements() {
		if (this.multiple) {
			return CommandSpec.UNLIMITED;
		}
		return add(tokenElements(), switch (this.type) {
			case PURE_TOKEN -> 0;
			case ONE_OF -> this.arguments.stream().mapToInt(CommandArgument::maxElements).max().orElse(0);
			case BLOCK -> maxElements(this.arguments);
			default -> 1;
		});
	}

	static int maxElements(List<CommandArgument> arguments) {
		return arguments.stream().mapToInt(CommandArgument::maxElements).reduce(0, CommandArgument::add);
	}

	private int tokenElements() {
		return (this.token != null) ? 1 : 0;
	}

	private static int add(int one, int other) {
		return (int) Math.min((long) one + other, CommandSpec.UNLIMITED);
	}

}
