package io.tino.spring.endpoint;

import org.jspecify.annotations.Nullable;

import io.tino.command.Call;

/**
 * Finds the value of one parameter of a method for a call. Resolved once, at startup.
 */
@FunctionalInterface
interface ArgumentResolver {

	/**
	 * Find the value.
	 * @param call the call
	 * @return the value
	 * @throws io.tino.command.CommandException if the call has none that fits
	 */
	@Nullable Object resolve(Call call);

}
