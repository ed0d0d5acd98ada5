package io.tino.spring.method;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ResolvableType;

/**
 * The type variables of generic types that a class or an interface extends. Spring
 * resolves a variable to a class, and forgets the type arguments of that.
 *
 * @since 0.1.0
 */
@SuppressWarnings("rawtypes") // as Spring gives the variables
public final class TypeVariables {

	private final Map<TypeVariable, Type> values;

	private TypeVariables(Map<TypeVariable, Type> values) {
		this.values = values;
	}

	/**
	 * Put types in the place of variables.
	 * @param type the type, with variables of types that the class or interface extends
	 * @param context the class or interface
	 * @return the type without variables; one that has no value stands for its bound
	 */
	public static Type resolve(Type type, Class<?> context) {
		return new TypeVariables(GenericTypeResolver.getTypeVariableMap(context)).resolve(type);
	}

	private Type resolve(Type type) {
		if (type instanceof TypeVariable<?> variable) {
			Type value = this.values.get(variable);
			return (value != null) ? resolve(value) : ResolvableType.forType(variable.getBounds()[0]).toClass();
		}
		if (type instanceof WildcardType wildcard) {
			return resolve(wildcard.getUpperBounds()[0]);
		}
		if (type instanceof GenericArrayType array) {
			Type component = resolve(array.getGenericComponentType());
			return (component instanceof Class<?> componentClass) ? Array.newInstance(componentClass, 0).getClass()
					: new ResolvedArray(component);
		}
		if (type instanceof ParameterizedType parameterized) {
			ResolvableType[] arguments = Stream.of(parameterized.getActualTypeArguments())
				.map((argument) -> ResolvableType.forType(resolve(argument)))
				.toArray(ResolvableType[]::new);
			return ResolvableType.forClassWithGenerics((Class<?>) parameterized.getRawType(), arguments).getType();
		}
		return type;
	}

	private record ResolvedArray(Type component) implements GenericArrayType {

		@Override
		public Type getGenericComponentType() {
			return this.component;
		}

	}

}
