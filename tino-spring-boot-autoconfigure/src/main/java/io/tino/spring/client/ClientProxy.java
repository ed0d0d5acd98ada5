package io.tino.spring.client;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.util.ReflectionUtils;

/**
 * Invokes the methods of a client at once, as long as nothing but what they do advises
 * the proxy of the client, and by way of all its advice otherwise. It is to everyone else
 * the same proxy.
 *
 * @param factory knows the advice, to which others may add
 * @param advice invokes what the proxy is advised with
 * @param methods what the methods of the client do
 */
record ClientProxy(ProxyFactory factory, InvocationHandler advice,
		Map<Method, ClientMethod> methods) implements InvocationHandler {

	private static final @Nullable Object[] NO_ARGUMENTS = {};

	/**
	 * Make a proxy.
	 * @param factory makes one whose only advice does what the methods do
	 * @param methods what they do
	 * @param loader the class loader of the proxy
	 * @return the proxy
	 */
	static Object create(ProxyFactory factory, Map<Method, ClientMethod> methods, @Nullable ClassLoader loader) {
		Object advised = factory.getProxy(loader);
		InvocationHandler direct = new ClientProxy(factory, Proxy.getInvocationHandler(advised), methods);
		Class<?> type = advised.getClass();
		return Proxy.newProxyInstance(type.getClassLoader(), type.getInterfaces(), direct);
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (this.factory.getAdvisorCount() == 1 && !this.factory.isExposeProxy()) {
			ClientMethod direct = this.methods.get(method);
			if (direct != null) {
				return direct.invoke(proxy, (arguments != null) ? arguments : NO_ARGUMENTS);
			}
		}
		if (ReflectionUtils.isEqualsMethod(method) && arguments != null) { // as that
																			// would
																			// compare
																			// handlers
			return proxy == arguments[0];
		}
		return this.advice.invoke(proxy, method, arguments);
	}

}
