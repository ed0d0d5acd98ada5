package io.tino.command;

import java.util.List;
import java.util.Locale;

/**
 * What a command is called and what it needs.
 *
 * @since 0.1.0
 */
public final class CommandSpec {

	/**
	 * The {@link #maxArguments()} of a command that takes any number of arguments.
	 */
	public static final int UNLIMITED = Integer.MAX_VALUE;

	private final String name;

	private final String summary;

	private final String group;

	private final String since;

	private final List<CommandArgument> arguments;

	private final int minArguments;

	private final int maxArguments;

	private final boolean plain;

	private final boolean returnsStream;

	private final boolean takesStream;

	private final boolean completesAtOnce;

	private final Execution execution;

	private final Permission permission;

	private CommandSpec(Builder builder) {
		this.name = builder.name;
		this.summary = builder.summary;
		this.group = builder.group;
		this.since = builder.since;
		this.arguments = List.copyOf(builder.arguments);
		this.minArguments = builder.minArguments;
		this.maxArguments = builder.maxArguments;
		this.plain = builder.plain;
		this.returnsStream = builder.returnsStream;
		this.takesStream = builder.takesStream;
		this.completesAtOnce = builder.completesAtOnce;
		this.execution = builder.execution;
		this.permission = builder.permission;
	}

	/**
	 * Describe a command.
	 * @param name the name, upper-cased
	 * @return a builder of the description
	 * @throws IllegalArgumentException if the name is empty or has anything but letters,
	 * digits and punctuation marks of ASCII: spaces would not survive an inline request,
	 * and other letters have no case that all clients agree on
	 */
	public static Builder named(String name) {
		return new Builder(name);
	}

	/**
	 * Return the name that the command is called by.
	 * @return the name in upper case
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return what the command does.
	 * @return one line of text
	 */
	public String summary() {
		return this.summary;
	}

	/**
	 * Return what the command is listed under.
	 * @return the name of the group
	 */
	public String group() {
		return this.group;
	}

	/**
	 * Return which version of the application was the first to have the command.
	 * @return the version
	 */
	public String since() {
		return this.since;
	}

	/**
	 * Return the arguments, to be shown to a user.
	 * @return the arguments, empty if they are not described
	 */
	public List<CommandArgument> arguments() {
		return this.arguments;
	}

	/**
	 * Return the least arguments that a call must have.
	 * @return the number of arguments, the command's name not included
	 */
	public int minArguments() {
		return this.minArguments;
	}

	/**
	 * Return the most arguments that a call may have.
	 * @return the number of arguments, the command's name not included, or
	 * {@link #UNLIMITED}
	 */
	public int maxArguments() {
		return this.maxArguments;
	}

	/**
	 * Tell whether arguments are plain text or bytes, so that no call can choose a format
	 * for them.
	 * @return {@code false} if they are encoded in the {@linkplain Call#format() format}
	 * of the call
	 */
	public boolean isPlain() {
		return this.plain;
	}

	/**
	 * Tell whether calls are answered by {@link Call#replyStream streams}, so that a
	 * client must say how many items it takes.
	 * @return {@code false} if they are answered by one value
	 */
	public boolean returnsStream() {
		return this.returnsStream;
	}

	/**
	 * Tell whether calls take a {@linkplain Call#items stream} besides their arguments,
	 * so that only those can be made that do not wait for each other.
	 * @return whether they do
	 */
	public boolean takesStream() {
		return this.takesStream;
	}

	/**
	 * Tell whether calls are completed when {@link Command#call} returns, and known to
	 * nobody from then on, so that the server may use the {@link Call} for another one.
	 * @return {@code false} if they may be completed at any time
	 */
	public boolean completesAtOnce() {
		return this.completesAtOnce;
	}

	/**
	 * Return where calls run.
	 * @return where calls run
	 */
	public Execution execution() {
		return this.execution;
	}

	/**
	 * Return who may call.
	 * @return decides for each call
	 */
	public Permission permission() {
		return this.permission;
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * Builds a {@link CommandSpec}.
	 */
	public static final class Builder {

		private final String name;

		private String summary = "";

		private String group = "generic";

		private String since = "1.0.0";

		private List<CommandArgument> arguments = List.of();

		private int minArguments;

		private int maxArguments;

		private boolean plain;

		private boolean returnsStream;

		private boolean takesStream;

		private boolean completesAtOnce;

		private Execution execution = Execution.WORKER;

		private Permission permission = Permission.ALL;

		private Builder(String name) {
			if (name.isEmpty() || !name.chars().allMatch((c) -> c > ' ' && c < 127)) {
				throw new IllegalArgumentException("Command name '" + name
						+ "' must be one or more letters, digits and punctuation marks of ASCII, without spaces");
			}
			this.name = name.toUpperCase(Locale.ROOT);
		}

		/**
		 * Say what the command does.
		 * @param summary one line of text; empty by default
		 * @return this builder
		 */
		public Builder summary(String summary) {
			this.summary = summary;
			return this;
		}

		/**
		 * Say what the command is listed under.
		 * @param group the name of the group, {@code generic} by default
		 * @return this builder
		 */
		public Builder group(String group) {
			this.group = group;
			return this;
		}

		/**
		 * Say which version of the application was the first to have the command.
		 * @param since the version, {@code 1.0.0} by default
		 * @return this builder
		 */
		public Builder since(String since) {
			this.since = since;
			return this;
		}

		/**
		 * Describe the arguments, and take their number from the description.
		 * @param arguments the arguments; none by default
		 * @return this builder
		 */
		public Builder arguments(List<CommandArgument> arguments) {
			this.arguments = arguments;
			this.minArguments = arguments.stream().mapToInt(CommandArgument::minElements).sum();
			this.maxArguments = CommandArgument.maxElements(arguments);
			return this;
		}

		/**
		 * Say how many arguments a call has, without describing them.
		 * @param min the least number of arguments
		 * @param max the most arguments, or {@link CommandSpec#UNLIMITED}
		 * @return this builder
		 */
		public Builder arguments(int min, int max) {
			this.minArguments = min;
			this.maxArguments = max;
			return this;
		}

		/**
		 * Say whether arguments are plain text or bytes.
		 * @param plain whether they are, {@code false} by default
		 * @return this builder
		 */
		public Builder plain(boolean plain) {
			this.plain = plain;
			return this;
		}

		/**
		 * Say whether calls are answered by streams.
		 * @param returnsStream whether they are, {@code false} by default
		 * @return this builder
		 */
		public Builder returnsStream(boolean returnsStream) {
			this.returnsStream = returnsStream;
			return this;
		}

		/**
		 * Say whether calls take a stream besides their arguments.
		 * @param takesStream whether they do, {@code false} by default
		 * @return this builder
		 */
		public Builder takesStream(boolean takesStream) {
			this.takesStream = takesStream;
			return this;
		}

		/**
		 * Promise that calls are completed, on the same thread, when {@link Command#call}
		 * returns, and that nothing keeps the {@link Call} after that or asks it for a
		 * stream. Those that run on an event loop then cost no memory.
		 * @param completesAtOnce whether that is so, {@code false} by default
		 * @return this builder
		 */
		public Builder completesAtOnce(boolean completesAtOnce) {
			this.completesAtOnce = completesAtOnce;
			return this;
		}

		/**
		 * Say where calls run.
		 * @param execution where calls run, {@link Execution#WORKER} by default
		 * @return this builder
		 */
		public Builder execution(Execution execution) {
			this.execution = execution;
			return this;
		}

		/**
		 * Say who may call.
		 * @param permission who may call, {@link Permission#ALL} by default
		 * @return this builder
		 */
		public Builder permission(Permission permission) {
			this.permission = permission;
			return this;
		}

		/**
		 * Build the description.
		 * @return the description
		 */
		public CommandSpec build() {
			return new CommandSpec(this);
		}

	}

}
