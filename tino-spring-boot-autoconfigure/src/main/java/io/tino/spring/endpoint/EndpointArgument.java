package io.tino.spring.endpoint;

import java.util.ArrayList;
import java.util.List;

import io.tino.command.CommandArgument;
import io.tino.command.CommandException;

/**
 * A parameter of a method that is an argument of the command, or several.
 */
abstract class EndpointArgument implements SentValue {

	private final String name;

	private final boolean optional;

	/**
	 * Create an instance.
	 * @param name the parameter's name
	 * @param optional whether the method does without
	 */
	EndpointArgument(String name, boolean optional) {
		this.name = name;
		this.optional = optional;
	}

	final String name() {
		return this.name;
	}

	final boolean isOptional() {
		return this.optional;
	}

	/**
	 * Describe the argument.
	 * @param mayBeLeftOut whether it and all behind it are optional
	 * @return the description
	 */
	abstract CommandArgument describe(boolean mayBeLeftOut);

	@Override
	public final CommandException mismatch(List<Object> path, String why, String type) {
		List<Object> location = new ArrayList<>(List.of(this.name));
		location.addAll(path);
		return ArgumentErrors.mismatch(location, why, type);
	}

}
