package io.tino.spring.endpoint;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.util.ReflectionUtils;

/**
 * A method of a bean, as it is written and as it is invoked: annotations and generics are
 * those of the bean's class, the invocation goes through the bean's proxy.
 */
final class EndpointMethod {

	private final Class<?> beanClass;

	private final Method method;

	private final AnnotatedMethod annotated;

	private final MethodHandle invoker;

	private EndpointMethod(Object bean, Class<?> beanClass, Method method) {
		this.beanClass = beanClass;
		this.method = method;
		this.annotated = new AnnotatedMethod(method);
		this.invoker = invoker(bean, invocable(bean, beanClass, method));
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
		if (Modifier.isStatic(method.getModifiers()) || Modifier.isPrivate(method.getModifiers())) {
			throw new InvalidEndpointException(method, "is annotated with @TinoCommand but is private or static",
					"Make it an instance method that is not private.");
		}
		if (Modifier.isFinal(method.getModifiers()) && AopUtils.isCglibProxy(bean)) {
			throw new InvalidEndpointException(method, "is final, so that the proxy of its bean cannot pass it on",
					"Make the method not final, or remove what has the bean proxied.");
		}
		return new EndpointMethod(bean, beanClass, method);
	}

	private static Method invocable(Object bean, Class<?> beanClass, Method method) {
		try {
			return AopUtils.selectInvocableMethod(method, bean.getClass());
		}
		catch (IllegalStateException ex) {
			Method declared = declaredByGenericInterface(bean, beanClass, method);
			if (declared != null) {
				return declared;
			}
			throw new InvalidEndpointException(InvalidEndpointException.describe(method),
					"cannot be invoked through the proxy of its bean",
					"Declare the method in an interface of the bean, or have the bean proxied by its class, as "
							+ "spring.aop.proxy-target-class=true does.",
					ex);
		}
	}

	/** A proxy has the method by the erased parameter types of the interface. */
	private static @Nullable Method declaredByGenericInterface(Object proxy, Class<?> beanClass, Method method) {
		for (Method bridge : ReflectionUtils.getAllDeclaredMethods(beanClass)) {
			if (bridge.isBridge() && BridgeMethodResolver.findBridgedMethod(bridge).equals(method)) {
				Method declared = ReflectionUtils.findMethod(proxy.getClass(), bridge.getName(),
						bridge.getParameterTypes());
				if (declared != null) {
					return declared;
				}
			}
		}
		return null;
	}

	private static MethodHandle invoker(Object bean, Method method) {
		try {
			method.setAccessible(true);
			MethodType type = MethodType.methodType(Object.class, Object[].class);
			return MethodHandles.lookup()
				.unreflect(method)
				.asFixedArity()
				.bindTo(bean)
				.asSpreader(Object[].class, method.getParameterCount())
				.asType(type);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException("Method " + method + " is not accessible", ex);
		}
	}

	Method method() {
		return this.method;
	}

	Class<?> beanClass() {
		return this.beanClass;
	}

	AnnotatedMethod annotated() {
		return this.annotated;
	}

	List<MethodParameter> parameters() {
		ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();
		List<MethodParameter> parameters = new ArrayList<>();
		for (MethodParameter parameter : this.annotated.getMethodParameters()) {
			parameter.initParameterNameDiscovery(names);
			parameters.add(parameter);
		}
		return parameters;
	}

	/** Return a type of the method's declaration, as the bean's class makes it. */
	Type resolve(Type type) {
		return TypeVariables.resolve(type, this.beanClass);
	}

	Type returnType() {
		return resolve(this.method.getGenericReturnType());
	}

	/**
	 * Invoke the method.
	 * @param arguments the arguments
	 * @return what it returns
	 * @throws Throwable what it throws
	 */
	@Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
		return (Object) this.invoker.invokeExact(arguments);
	}

	@Override
	public String toString() {
		return InvalidEndpointException.signature(this.beanClass, this.method);
	}

}
