package io.tino.command;

/**
 * Two commands have one name.
 *
 * @since 0.1.0
 */
public final class DuplicateCommandException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final transient Command first;

	private final transient Command second;

	DuplicateCommandException(Command first, Command second) {
		super("Command " + first.spec().name() + " is defined twice: by " + first + " and by " + second);
		this.first = first;
		this.second = second;
	}

	/**
	 * Return one of the commands.
	 * @return the one that was there first
	 */
	public Command first() {
		return this.first;
	}

	/**
	 * Return the other one of the commands.
	 * @return the one that came later
	 */
	public Command second() {
		return this.second;
	}

}
