package io.tino.spring.method;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/**
 * What stands for a value that is not there.
 *
 * @since 0.1.0
 */
public final class AbsentValue {

	private static final Map<Class<?>, Object> EMPTY = Map.of(Optional.class, Optional.empty(), OptionalInt.class,
			OptionalInt.empty(), OptionalLong.class, OptionalLong.empty(), OptionalDouble.class,
			OptionalDouble.empty());

	private AbsentValue() {
	}

	/**
	 * Return the value of a type that says that there is none.
	 * @param type the type
	 * @return an empty {@code Optional} of whatever kind the type is, or {@code null}
	 */
	public static @Nullable Object of(Type type) {
		return EMPTY.get(ResolvableType.forType(type).toClass());
	}

}
