package io.tino.payload;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Tells of which types a mapper that is as {@link PayloadMappers} makes it can read and
 * write values, without making one. Of many that it can this says no, and one has to ask.
 */
final class CertainTypes {

	private static final Set<Class<?>> SCALARS = Set.of(Object.class, String.class, Boolean.class, Byte.class,
			Short.class, Integer.class, Long.class, Float.class, Double.class, Void.class, BigInteger.class,
			BigDecimal.class, UUID.class, Duration.class, Instant.class, LocalDate.class, LocalDateTime.class,
			LocalTime.class, OffsetDateTime.class, ZonedDateTime.class);

	private static final Set<Class<?>> CONTAINERS = Set.of(List.class, Set.class, Collection.class, Optional.class);

	/** The records that are being looked at, some of which contain themselves. */
	private final Set<Class<?>> open = new HashSet<>();

	private CertainTypes() {
	}

	static boolean include(Type type) {
		return new CertainTypes().isCertain(type);
	}

	private boolean isCertain(Type type) {
		if (type instanceof Class<?> plain) {
			return isCertain(plain);
		}
		if (!(type instanceof ParameterizedType generic)) {
			return false;
		}
		Type[] arguments = generic.getActualTypeArguments();
		if (generic.getRawType() == Map.class) {
			return arguments[0] == String.class && isCertain(arguments[1]);
		}
		return generic.getRawType() instanceof Class<?> rawType && CONTAINERS.contains(rawType)
				&& isCertain(arguments[0]);
	}

	private boolean isCertain(Class<?> type) {
		if (type.isArray()) {
			return isCertain(type.getComponentType());
		}
		return SCALARS.contains(type) || (type.isPrimitive() && type != char.class)
				|| (type.isEnum() && isUntold(type, List.of(type.getDeclaredConstructors())))
				|| (type.isRecord() && (!this.open.add(type) || isCertainRecord(type)));
	}

	private boolean isCertainRecord(Class<?> type) {
		Constructor<?>[] constructors = type.getDeclaredConstructors();
		return constructors.length == 1 && type.getInterfaces().length == 0 && type.getTypeParameters().length == 0
				&& isUntold(type, List.of(constructors))
				&& Arrays.stream(type.getDeclaredMethods()).noneMatch(CertainTypes::isPropertyBeside)
				&& Arrays.stream(type.getRecordComponents()).allMatch(this::isCertain);
	}

	private boolean isCertain(RecordComponent component) {
		return !hasPrefix(component.getName()) && isCertain(component.getGenericType());
	}

	/** Tell whether a method of a record may be taken for more than an accessor. */
	private static boolean isPropertyBeside(Method method) {
		boolean creator = Modifier.isStatic(method.getModifiers()) && method.getParameterCount() > 0;
		return !method.isSynthetic() && (creator || hasPrefix(method.getName()));
	}

	private static boolean hasPrefix(String name) {
		return name.startsWith("get") || name.startsWith("is") || name.startsWith("set");
	}

	/** Tell whether nothing within a type says how to treat it. */
	private static boolean isUntold(Class<?> type, List<Constructor<?>> constructors) {
		boolean open = !type.getModule().isNamed();
		Stream<AnnotatedElement> parameters = constructors.stream()
			.flatMap((constructor) -> Arrays.stream(constructor.getParameters()));
		return open && Stream.of(Stream.of(type), constructors.stream(), parameters, fields(type), methods(type))
			.flatMap((elements) -> elements)
			.flatMap((element) -> Arrays.stream(element.getAnnotations()))
			.noneMatch(CertainTypes::mayTell);
	}

	private static Stream<Field> fields(Class<?> type) {
		return Arrays.stream(type.getDeclaredFields());
	}

	private static Stream<Method> methods(Class<?> type) {
		return Arrays.stream(type.getDeclaredMethods());
	}

	/**
	 * Tell whether Jackson reads an annotation, or may read what is annotated with it.
	 */
	private static boolean mayTell(Annotation annotation) {
		Class<? extends Annotation> type = annotation.annotationType();
		return isOfJackson(type) || Arrays.stream(type.getAnnotations())
			.map(Annotation::annotationType)
			.anyMatch(CertainTypes::isOfJackson);
	}

	private static boolean isOfJackson(Class<?> annotation) {
		return annotation.getName().startsWith("com.fasterxml.jackson.")
				|| annotation.getName().startsWith("java.beans.");
	}

}
