package io.tino.spring.endpoint;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

import org.jspecify.annotations.Nullable;

import io.tino.command.Call;

/**
 * Invokes one method of one bean, without an array of arguments. Only the bytes of this
 * class are used: {@link ConstantInvocations} defines a hidden class of them for each
 * method.
 */
final class ConstantInvocation implements EndpointInvocation {

	/** How many parameters a method has at most. */
	static final int MAX_PARAMETERS = 4;

	private static final MethodHandle METHOD;

	private static final int PARAMETERS;

	private static final @Nullable ArgumentResolver FIRST;

	private static final @Nullable ArgumentResolver SECOND;

	private static final @Nullable ArgumentResolver THIRD;

	private static final @Nullable ArgumentResolver FOURTH;

	static {
		Parts parts = parts();
		METHOD = parts.method();
		PARAMETERS = parts.resolvers().length;
		FIRST = parts.resolver(0);
		SECOND = parts.resolver(1);
		THIRD = parts.resolver(2);
		FOURTH = parts.resolver(3);
	}

	ConstantInvocation() {
	}

	private static Parts parts() {
		try {
			return MethodHandles.classData(MethodHandles.lookup(), "_", Parts.class);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public @Nullable Object invoke(Call call) throws Throwable {
		return switch (PARAMETERS) {
			case 0 -> (Object) METHOD.invokeExact();
			case 1 -> (Object) METHOD.invokeExact(FIRST.resolve(call));
			case 2 -> (Object) METHOD.invokeExact(FIRST.resolve(call), SECOND.resolve(call));
			case 3 -> (Object) METHOD.invokeExact(FIRST.resolve(call), SECOND.resolve(call), THIRD.resolve(call));
			default -> (Object) METHOD.invokeExact(FIRST.resolve(call), SECOND.resolve(call), THIRD.resolve(call),
					FOURTH.resolve(call));
		};
	}

	/**
	 * What the class of a method is given.
	 *
	 * @param method takes as many objects as there are resolvers
	 * @param resolvers find the arguments
	 */
	record Parts(MethodHandle method, ArgumentResolver[] resolvers) {

		@Nullable ArgumentResolver resolver(int index) {
			return (index < this.resolvers.length) ? this.resolvers[index] : null;
		}

	}

}
