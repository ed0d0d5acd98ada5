package io.tino.spring.endpoint;

import org.jspecify.annotations.Nullable;

import io.tino.command.Call;

/**
 * Finds the values of all parameters of a method for a call, and invokes it.
 */
@FunctionalInterface
interface EndpointInvocation {

	/**
	 * Invoke the method.
	 * @param call the call
	 * @return what the method returns
	 * @throws Throwable what it throws, or an error if the call has not what it takes
	 */
	@Nullable Object invoke(Call call) throws Throwable;

	/**
	 * Find the way to invoke a method.
	 * @param method the method
	 * @param arguments its parameters
	 * @param validation of them, or {@code null} if they have no constraints
	 * @return the invocation
	 */
	static EndpointInvocation of(EndpointMethod method, ArgumentResolvers arguments,
			@Nullable EndpointValidation validation) {
		if (validation != null) {
			return (call) -> {
				Object[] values = arguments.resolve(call);
				validation.validate(values);
				return method.invoke(values);
			};
		}
		EndpointInvocation constant = ConstantInvocations.define(method, arguments);
		return (constant != null) ? constant : (call) -> method.invoke(arguments.resolve(call));
	}

}
