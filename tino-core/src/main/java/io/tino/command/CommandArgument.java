package io.tino.command;

/**
 * An argument of a command, as {@code COMMAND DOCS} describes it.
 *
 * @param name the name of the argument
 * @param type one of the types of Redis, such as {@code string}, {@code integer} or
 * {@code double}
 * @param optional whether it may be left out; only arguments that are optional too may
 * follow it
 * @since 0.1.0
 * @see <a href="https://redis.io/docs/latest/develop/reference/command-arguments/">Redis
 * command arguments</a>
 */
public record CommandArgument(String name, String type, boolean optional) {
}
