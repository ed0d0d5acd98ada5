package io.tino.spring.method;

import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Types whose values are not there yet, or come one after another. Jackson would encode
 * what they look like from outside.
 *
 * @since 0.1.0
 */
public final class DeferredTypes {

	private static final List<Class<?>> TYPES = Stream
		.of("org.reactivestreams.Publisher", Flow.Publisher.class.getName(), BaseStream.class.getName(),
				"java.util.Iterator", Future.class.getName(), CompletionStage.class.getName(), Callable.class.getName())
		.filter((name) -> ClassUtils.isPresent(name, DeferredTypes.class.getClassLoader()))
		.<Class<?>>map((name) -> ClassUtils.resolveClassName(name, DeferredTypes.class.getClassLoader()))
		.toList();

	private DeferredTypes() {
	}

	/**
	 * Look for such a type.
	 * @param type the type to look at, and at its type arguments
	 * @return the name of the first one, or {@code null} if there is none
	 */
	public static @Nullable String find(Type type) {
		return find(ResolvableType.forType(type));
	}

	private static @Nullable String find(ResolvableType type) {
		Class<?> rawType = type.toClass();
		if (TYPES.stream().anyMatch((deferred) -> deferred.isAssignableFrom(rawType))) {
			return rawType.getSimpleName();
		}
		if (type.isArray()) {
			return find(type.getComponentType());
		}
		for (ResolvableType argument : type.getGenerics()) {
			String found = (argument != ResolvableType.NONE) ? find(argument) : null;
			if (found != null) {
				return found;
			}
		}
		return null;
	}

}
