package io.tino.spring.endpoint;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/**
 * What a parameter that is an argument of the command is declared as.
 *
 * @param where the parameter, as a message names it
 * @param name the parameter's name
 * @param position which argument of the command it is, or the first of several, counted
 * from 0
 * @param type the parameter's type
 * @param nullable whether it may be a null
 */
record ArgumentDeclaration(String where, String name, int position, Type type, boolean nullable) {

	private static final Map<Class<?>, Object> EMPTY = Map.of(Optional.class, Optional.empty(), OptionalInt.class,
			OptionalInt.empty(), OptionalLong.class, OptionalLong.empty(), OptionalDouble.class,
			OptionalDouble.empty());

	/** Return the value of the parameter if there is no argument for it. */
	@Nullable Object absent() {
		return absent(this.type);
	}

	/** Return the value of a parameter of a type if nothing has been sent for it. */
	static @Nullable Object absent(Type type) {
		return EMPTY.get(ResolvableType.forType(type).toClass());
	}

	/** Tell whether the method does without. */
	boolean isOptional() {
		return this.nullable || absent() != null;
	}

}
