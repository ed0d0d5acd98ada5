package io.tino.spring.listener;

import java.lang.reflect.Method;

import io.tino.spring.method.BeanMethod;

/**
 * A method that takes messages, as it is written and as it is invoked.
 */
final class ListenerMethod extends BeanMethod {

	private ListenerMethod(Object bean, Class<?> beanClass, Method method) {
		super(bean, beanClass, method, TinoListener.class, InvalidListenerException::new);
	}

	/**
	 * Look at a method.
	 * @param bean the bean, or a proxy for it
	 * @param beanClass the bean's class, behind proxies
	 * @param method the method of that class
	 * @return the method, ready to be invoked
	 * @throws InvalidListenerException if it cannot be invoked on the bean, or returns
	 * something
	 */
	static ListenerMethod of(Object bean, Class<?> beanClass, Method method) {
		if (method.getReturnType() != void.class) {
			throw new InvalidListenerException(method, "takes messages, but returns what nobody gets",
					"Declare it as void. What it starts has to be waited for in the method, which may block.");
		}
		return new ListenerMethod(bean, beanClass, method);
	}

}
