package io.tino.spring.client;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * What a method makes of a command. Two methods may wait for the same one and not wait,
 * but not send or expect different things.
 *
 * @param method the method
 * @param argumentTypes the types of what it sends
 * @param replyType the type of the reply
 */
record CommandShape(Method method, List<Type> argumentTypes, Type replyType) {

	boolean isSameAs(CommandShape other) {
		return name(this.replyType).equals(name(other.replyType)) && this.argumentTypes.stream()
			.map(CommandShape::name)
			.toList()
			.equals(other.argumentTypes.stream().map(CommandShape::name).toList());
	}

	/** An absent value is the same null, whether it is declared or not. */
	private static String name(Type type) {
		ResolvableType resolvable = ResolvableType.forType(type);
		if (resolvable.toClass() == Optional.class) {
			return name(resolvable.getGeneric().getType());
		}
		return (type instanceof Class<?> plain) ? ClassUtils.resolvePrimitiveIfNecessary(plain).getName()
				: type.getTypeName();
	}

}
