package io.tino.payload;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;

/**
 * Defines a class again, as a hidden one with data of its own: its constants.
 */
final class HiddenClasses {

	private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

	private HiddenClasses() {
	}

	/**
	 * Define a class again and create an instance.
	 * @param <T> what it implements
	 * @param type what it implements
	 * @param template the class, which has no nested ones
	 * @param data its data
	 * @return the instance, which goes with its class when it is no longer needed
	 * @throws IOException if the bytes of the class are not at hand
	 * @throws ReflectiveOperationException if the class cannot be defined, as in a native
	 * image
	 */
	static <T> T instance(Class<T> type, Class<? extends T> template, Object data)
			throws IOException, ReflectiveOperationException {
		MethodHandles.Lookup hidden = LOOKUP.defineHiddenClassWithClassData(bytes(template), data, true);
		return type.cast(hidden.lookupClass().getDeclaredConstructor().newInstance());
	}

	private static byte[] bytes(Class<?> template) throws IOException {
		try (InputStream stream = template.getResourceAsStream(template.getSimpleName() + ".class")) {
			if (stream == null) {
				throw new IOException("No bytes of " + template);
			}
			return stream.readAllBytes();
		}
	}

}
