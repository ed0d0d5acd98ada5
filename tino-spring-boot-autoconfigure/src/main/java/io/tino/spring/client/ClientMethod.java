package io.tino.spring.client;

import org.jspecify.annotations.Nullable;

/**
 * What a method of a client does.
 */
@FunctionalInterface
interface ClientMethod {

	/**
	 * Do it.
	 * @param client the client
	 * @param arguments the arguments of the method
	 * @return what the method returns
	 * @throws Throwable what the method throws
	 */
	@Nullable Object invoke(Object client, @Nullable Object[] arguments) throws Throwable;

}
