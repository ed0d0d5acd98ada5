package io.tino.spring.method;

import java.lang.annotation.Annotation;
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
 *
 * @since 0.1.0
 */
public abstract class BeanMethod {

	private final Class<?> beanClass;

	private final Method method;

	private final AnnotatedMethod annotated;

	/** Takes the arguments one by one, as objects. */
	private final MethodHandle handle;

	/** Takes the arguments as an array. */
	private final MethodHandle invoker;

	/**
	 * Look at a method.
	 * @param bean the bean, or a proxy for it
	 * @param beanClass the bean's class, behind proxies
	 * @param method the method of that class
	 * @param annotation what has the method invoked
	 * @param failures makes what is thrown if the method cannot be invoked on the bean
	 */
	protected BeanMethod(Object bean, Class<?> beanClass, Method method, Class<? extends Annotation> annotation,
			InvalidDeclarationException.Factory failures) {
		String name = InvalidDeclarationException.describe(method);
		if (Modifier.isStatic(method.getModifiers()) || Modifier.isPrivate(method.getModifiers())) {
			throw failures.create(name,
					"is annotated with @" + annotation.getSimpleName() + " but is private or static",
					"Make it an instance method that is not private.", null);
		}
		if (Modifier.isFinal(method.getModifiers()) && AopUtils.isCglibProxy(bean)) {
			throw failures.create(name, "is final, so that the proxy of its bean cannot pass it on",
					"Make the method not final, or remove what has the bean proxied.", null);
		}
		this.beanClass = beanClass;
		this.method = method;
		this.annotated = new AnnotatedMethod(method);
		this.handle = handle(bean, invocable(bean, beanClass, method, failures));
		this.invoker = this.handle.asSpreader(Object[].class, method.getParameterCount());
	}

	private static Method invocable(Object bean, Class<?> beanClass, Method method,
			InvalidDeclarationException.Factory failures) {
		try {
			return AopUtils.selectInvocableMethod(method, bean.getClass());
		}
		catch (IllegalStateException ex) {
			Method declared = declaredByGenericInterface(bean, beanClass, method);
			if (declared != null) {
				return declared;
			}
			throw failures.create(InvalidDeclarationException.describe(method),
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

	private static MethodHandle handle(Object bean, Method method) {
		try {
			method.setAccessible(true);
			return MethodHandles.lookup()
				.unreflect(method)
				.asFixedArity()
				.bindTo(bean)
				.asType(MethodType.genericMethodType(method.getParameterCount()));
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException("Method " + method + " is not accessible", ex);
		}
	}

	/**
	 * Return the method as it is written.
	 * @return the method of the bean's class
	 */
	public Method method() {
		return this.method;
	}

	/**
	 * Return the bean's class.
	 * @return the class, behind proxies
	 */
	public Class<?> beanClass() {
		return this.beanClass;
	}

	/**
	 * Return the method with its annotations, those of interfaces included.
	 * @return the method
	 */
	public AnnotatedMethod annotated() {
		return this.annotated;
	}

	/**
	 * Return the parameters, which know their names.
	 * @return the parameters
	 */
	public List<MethodParameter> parameters() {
		ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();
		List<MethodParameter> parameters = new ArrayList<>();
		for (MethodParameter parameter : this.annotated.getMethodParameters()) {
			parameter.initParameterNameDiscovery(names);
			parameters.add(parameter);
		}
		return parameters;
	}

	/**
	 * Name a parameter.
	 * @param parameter the parameter
	 * @return its name, to begin a sentence with
	 */
	public String describe(MethodParameter parameter) {
		String name = parameter.getParameterName();
		return "Parameter " + ((name != null) ? "'" + name + "'" : parameter.getParameterIndex() + 1) + " of " + this;
	}

	/**
	 * Return a type of the method's declaration, as the bean's class makes it.
	 * @param type the type
	 * @return the type without variables
	 */
	public Type resolve(Type type) {
		return TypeVariables.resolve(type, this.beanClass);
	}

	/**
	 * Return what the method returns.
	 * @return the type without variables
	 */
	public Type returnType() {
		return resolve(this.method.getGenericReturnType());
	}

	/**
	 * Return what invokes the method on the bean, for who makes a constant of it.
	 * @return takes as many objects as the method has parameters, and returns an object
	 */
	public MethodHandle handle() {
		return this.handle;
	}

	/**
	 * Invoke the method.
	 * @param arguments the arguments
	 * @return what it returns
	 * @throws Throwable what it throws
	 */
	public @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
		return (Object) this.invoker.invokeExact(arguments);
	}

	@Override
	public String toString() {
		return InvalidDeclarationException.signature(this.beanClass, this.method);
	}

}
