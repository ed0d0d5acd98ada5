package io.tino.spring.client;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * A default method, which runs here.
 *
 * @param handle takes the client and the arguments
 */
record DefaultMethod(MethodHandle handle) implements ClientMethod {

	private static final MethodType TYPE = MethodType.methodType(Object.class, Object.class, Object[].class);

	/**
	 * Look at a method that is no command.
	 * @param method the method
	 * @return the method, ready to be invoked
	 * @throws InvalidClientException if it has no body
	 */
	static DefaultMethod of(Method method) {
		if (!method.isDefault()) {
			throw new InvalidClientException(method, "is neither annotated with @TinoCommand nor a default method",
					"Annotate the method with @TinoCommand, or give it a body.");
		}
		Class<?> declaring = method.getDeclaringClass();
		try {
			MethodHandle handle = MethodHandles.privateLookupIn(declaring, MethodHandles.lookup())
				.unreflectSpecial(method, declaring);
			return new DefaultMethod(
					handle.asFixedArity().asSpreader(Object[].class, method.getParameterCount()).asType(TYPE));
		}
		catch (IllegalAccessException ex) {
			throw new InvalidClientException(InvalidClientException.describe(method),
					"is a default method that cannot be invoked: " + ex.getMessage(),
					"Open the package of the interface in its module declaration.", ex);
		}
	}

	@Override
	public @Nullable Object invoke(Object client, @Nullable Object[] arguments) throws Throwable {
		return (Object) this.handle.invokeExact(client, arguments);
	}

}
