package io.tino.payload;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Text that two values have in common if they are the same, down to the classes of their
 * lists.
 */
final class ValueText {

	private ValueText() {
	}

	static String of(@Nullable Object value) {
		if (value == null) {
			return "null";
		}
		String type = value.getClass().getSimpleName();
		if (value instanceof byte[] bytes) {
			return "bytes " + Arrays.toString(bytes);
		}
		if (value instanceof Object[] array) {
			return type + of(Arrays.asList(array));
		}
		if (value instanceof Collection<?> collection) {
			List<String> texts = collection.stream().map(ValueText::of).toList();
			return type + ((value instanceof Set) ? texts.stream().sorted().toList() : texts);
		}
		if (value instanceof Map<?, ?> map) {
			return type + map.entrySet()
				.stream()
				.map((entry) -> entry.getKey() + "=" + of(entry.getValue()))
				.collect(Collectors.joining(", ", "{", "}"));
		}
		if (value instanceof Optional<?> optional) {
			return type + "(" + of(optional.orElse(null)) + ")";
		}
		boolean plain = value.getClass().getName().startsWith("java.") || value instanceof Enum;
		return type + (plain ? " " + value : fields(value));
	}

	private static String fields(Object value) {
		StringBuilder text = new StringBuilder("(");
		for (Class<?> each = value.getClass(); each != Object.class; each = each.getSuperclass()) {
			for (Field field : each.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers())) {
					try {
						field.setAccessible(true);
						text.append(field.getName()).append('=').append(of(field.get(value))).append(", ");
					}
					catch (IllegalAccessException ex) {
						throw new IllegalStateException(ex);
					}
				}
			}
		}
		return text.append(')').toString();
	}

}
