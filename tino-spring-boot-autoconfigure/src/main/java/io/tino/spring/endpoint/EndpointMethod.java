package io.tino.spring.endpoint;

import java.lang.reflect.Method;

import io.tino.spring.method.BeanMethod;

/**
 * A method of an endpoint, as it is written and as it is invoked.
 */
final class EndpointMethod extends BeanMethod {

	private EndpointMethod(Object bean, Class<?> beanClass, Method method) {
		super(bean, beanClass, method, TinoCommand.class, InvalidEndpointException::new);
	}

	/**
	 * Look at a method.
	 * @param bean the bean, or a proxy for it
	 * @param beanClass the bean's class, behind proxies
	 * @param method the method of that class
	 * @return the method, ready to be invoked
	 * @throws InvalidEndpointException if it cannot be invoked on the bean
	 */
	static EndpointMethod of(Object bean, Class<?> beanClass, Method method) {
		return new EndpointMethod(bean, beanClass, method);
	}

}
