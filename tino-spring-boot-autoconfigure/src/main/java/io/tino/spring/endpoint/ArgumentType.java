package io.tino.spring.endpoint;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * The types of Redis that arguments are described by.
 */
final class ArgumentType {

	private static final Set<Class<?>> INTEGERS = Set.of(Byte.class, Short.class, Integer.class, Long.class,
			BigInteger.class, OptionalInt.class, OptionalLong.class);

	private static final Set<Class<?>> DOUBLES = Set.of(Float.class, Double.class, BigDecimal.class,
			OptionalDouble.class);

	private ArgumentType() {
	}

	/**
	 * Find the type that describes values of a type.
	 * @param type the type, or an {@code Optional} of it
	 * @return {@code integer}, {@code double} or {@code string}
	 */
	static String of(Type type) {
		ResolvableType resolvable = ResolvableType.forType(type);
		Class<?> rawType = resolvable.toClass();
		if (rawType == Optional.class) {
			return of(resolvable.getGeneric().toClass());
		}
		Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(rawType);
		if (INTEGERS.contains(boxed)) {
			return "integer";
		}
		return DOUBLES.contains(boxed) ? "double" : "string";
	}

}
