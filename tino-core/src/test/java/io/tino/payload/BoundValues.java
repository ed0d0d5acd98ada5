package io.tino.payload;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes up values of types.
 */
final class BoundValues {

	private static final TypeFactory TYPES = PayloadMappers.messagePack().getTypeFactory();

	private final Random random;

	private final Map<Class<?>, Supplier<Object>> scalars;

	BoundValues(Random random) {
		this.random = random;
		this.scalars = Map.ofEntries(scalar(int.class, Integer.class, this::integer),
				scalar(Integer.class, Integer.class, this::integer), scalar(long.class, Long.class, this::number),
				scalar(Long.class, Long.class, this::number),
				scalar(short.class, Short.class, () -> (short) random.nextInt()),
				scalar(Short.class, Short.class, () -> (short) random.nextInt(300)),
				scalar(double.class, Double.class, random::nextGaussian),
				scalar(Double.class, Double.class, () -> Double.longBitsToDouble(random.nextLong())),
				scalar(float.class, Float.class, random::nextFloat),
				scalar(Float.class, Float.class, () -> (float) random.nextGaussian()),
				scalar(boolean.class, Boolean.class, random::nextBoolean),
				scalar(Boolean.class, Boolean.class, random::nextBoolean),
				scalar(String.class, String.class, this::text), scalar(byte[].class, byte[].class, this::bytes),
				scalar(UUID.class, UUID.class, () -> new UUID(random.nextLong(), random.nextLong())),
				scalar(Instant.class, Instant.class, () -> Instant.ofEpochMilli(random.nextLong() >> 16)),
				scalar(LocalDate.class, LocalDate.class, () -> LocalDate.ofEpochDay(random.nextInt(100_000))),
				scalar(Duration.class, Duration.class, () -> Duration.ofMillis(random.nextInt())),
				scalar(BigDecimal.class, BigDecimal.class, () -> BigDecimal.valueOf(random.nextLong(), 5)),
				scalar(BigInteger.class, BigInteger.class, () -> new BigInteger(80, random)),
				scalar(Number.class, Number.class, this::number), scalar(Object.class, Object.class, this::any));
	}

	private static <T> Map.Entry<Class<?>, Supplier<Object>> scalar(Class<?> type, Class<T> box,
			Supplier<? extends T> supplier) {
		return Map.entry(type, supplier::get);
	}

	private Integer integer() {
		return this.random.nextInt() >> this.random.nextInt(32);
	}

	private Long number() {
		return this.random.nextLong() >> this.random.nextInt(64);
	}

	private byte[] bytes() {
		byte[] bytes = new byte[this.random.nextInt(300)];
		this.random.nextBytes(bytes);
		return bytes;
	}

	String text() {
		StringBuilder text = new StringBuilder();
		int kind = this.random.nextInt(5);
		int length = this.random.nextInt((this.random.nextInt(4) == 0) ? 400 : 20);
		for (int i = 0; i < length; i++) {
			switch (kind) {
				case 0 -> text.appendCodePoint(0x1f600 + this.random.nextInt(60));
				case 1 -> text.append((char) this.random.nextInt(0x3000)); // and controls
				case 2 -> text.append((char) this.random.nextInt(0x10000)); // and
																			// surrogates
				default -> text.append((char) (' ' + this.random.nextInt(95)));
			}
		}
		return (this.random.nextInt(40) == 0) ? "broken" : text.toString();
	}

	private Object any() {
		return switch (this.random.nextInt(8)) {
			case 0 -> this.random.nextInt();
			case 1 -> text();
			case 2 -> this.random.nextBoolean();
			case 3 -> number();
			case 4 -> new ArrayList<>(List.of(1, text()));
			case 5 -> new TreeMap<>(Map.of(text(), 1.5));
			case 6 -> new BoundTypes.Cat(text());
			default -> this.random.nextDouble();
		};
	}

	/** Make a value, null at times. */
	@Nullable Object of(JavaType type, int depth) {
		boolean mayBeNull = !type.isPrimitive() && !type.isReferenceType();
		if (mayBeNull && (depth <= 0 || this.random.nextInt(6) == 0)) {
			return null;
		}
		return value(type, depth);
	}

	private Object value(JavaType type, int depth) {
		Class<?> raw = type.getRawClass();
		if (this.scalars.containsKey(raw)) {
			return this.scalars.get(raw).get();
		}
		if (raw.isEnum()) {
			return raw.getEnumConstants()[this.random.nextInt(raw.getEnumConstants().length)];
		}
		if (raw == Optional.class) {
			return Optional.ofNullable(of(type.getContentType(), depth - 1));
		}
		if (type.isContainerType()) {
			return container(type, depth);
		}
		return object(TYPES.constructSpecializedType(type, implementation(raw)), depth);
	}

	private Class<?> implementation(Class<?> type) {
		if (type == BoundTypes.Shape.class) {
			return this.random.nextBoolean() ? BoundTypes.Square.class : BoundTypes.Circle.class;
		}
		if (type == BoundTypes.Animal.class) {
			return this.random.nextBoolean() ? BoundTypes.Cat.class : BoundTypes.Puppy.class;
		}
		if (type == BoundTypes.Dog.class) {
			return this.random.nextBoolean() ? BoundTypes.Dog.class : BoundTypes.Puppy.class;
		}
		return type;
	}

	private Object container(JavaType type, int depth) {
		int size = this.random.nextInt((this.random.nextInt(5) == 0) ? 20 : 4);
		List<@Nullable Object> elements = new ArrayList<>();
		for (int i = 0; i < size; i++) {
			elements.add(of(type.getContentType(), depth - 1));
		}
		Class<?> raw = type.getRawClass();
		if (type.isMapLikeType()) {
			Map<String, @Nullable Object> map = this.random.nextBoolean() ? new LinkedHashMap<>() : new TreeMap<>();
			elements.forEach((element) -> map.put(text(), element));
			return map;
		}
		if (raw.isArray()) {
			return elements.toArray((Object[]) Array.newInstance(raw.getComponentType(), size));
		}
		return collection(raw, elements);
	}

	private Collection<?> collection(Class<?> raw, List<@Nullable Object> elements) {
		if (raw == java.util.Set.class) {
			return new HashSet<>(elements);
		}
		return switch ((raw == ArrayList.class) ? 0 : this.random.nextInt(3)) {
			case 1 -> new LinkedList<>(elements);
			case 2 -> Arrays.asList(elements.toArray());
			default -> elements;
		};
	}

	private Object object(JavaType type, int depth) {
		for (int attempt = 0; attempt < 100; attempt++) {
			try {
				return type.getRawClass().isRecord() ? record(type, depth) : bean(type, depth);
			}
			catch (ReflectiveOperationException ex) {
				// Refused
			}
		}
		throw new AssertionError(type);
	}

	private Object record(JavaType type, int depth) throws ReflectiveOperationException {
		RecordComponent[] components = type.getRawClass().getRecordComponents();
		Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
		@Nullable Object[] arguments = new @Nullable Object[components.length];
		for (int i = 0; i < components.length; i++) {
			arguments[i] = of(TYPES.resolveMemberType(components[i].getGenericType(), type.getBindings()), depth - 1);
		}
		Constructor<?> constructor = type.getRawClass().getDeclaredConstructor(types);
		constructor.setAccessible(true);
		return constructor.newInstance(arguments);
	}

	private Object bean(JavaType type, int depth) throws ReflectiveOperationException {
		Class<?> raw = type.getRawClass();
		if (raw == BoundTypes.Factory.class) {
			return BoundTypes.Factory.of(text(), integer());
		}
		if (raw == BoundTypes.Delegating.class) {
			return new BoundTypes.Delegating(List.of(text()));
		}
		if (raw == BoundTypes.Mixed.class) {
			return new BoundTypes.Mixed(integer());
		}
		Constructor<?> constructor = raw.getDeclaredConstructor();
		constructor.setAccessible(true);
		Object bean = constructor.newInstance();
		for (Class<?> each = raw; each != Object.class; each = each.getSuperclass()) {
			for (Field field : each.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers())) {
					field.setAccessible(true);
					field.set(bean, of(TYPES.constructType(field.getGenericType()), depth - 1));
				}
			}
		}
		return bean;
	}

}
