package io.tino.spring.client;

import java.lang.reflect.Method;
import java.util.Map;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/**
 * Does what the methods of a client do, behind whatever else its proxy is advised with.
 *
 * @param type the interface
 * @param methods what its methods do
 */
record ClientInterceptor(Class<?> type, Map<Method, ClientMethod> methods) implements MethodInterceptor {

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object client = ((ProxyMethodInvocation) invocation).getProxy();
		ClientMethod method = this.methods.get(invocation.getMethod());
		return (method != null) ? method.invoke(client, invocation.getArguments()) : invokeOfObject(invocation, client);
	}

	/** An interface may declare the methods of objects anew. */
	private Object invokeOfObject(MethodInvocation invocation, Object client) {
		return switch (invocation.getMethod().getName()) {
			case "equals" -> client == invocation.getArguments()[0];
			case "hashCode" -> System.identityHashCode(client);
			default -> "Tino client " + this.type.getName();
		};
	}

}
