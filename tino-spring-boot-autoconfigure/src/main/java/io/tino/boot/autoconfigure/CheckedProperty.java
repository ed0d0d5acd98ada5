package io.tino.boot.autoconfigure;

import java.util.function.Consumer;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Hands the values of properties on, and names the property whose value is refused.
 *
 * @since 0.1.0
 */
public final class CheckedProperty {

	private CheckedProperty() {
	}

	/**
	 * Make a setter tell which property it refuses.
	 * @param name the name of the property
	 * @param setter takes the value, or throws an {@link IllegalArgumentException} that
	 * says why not
	 * @param <T> the type of the value
	 * @return the setter, which throws an
	 * {@link InvalidConfigurationPropertyValueException} instead
	 */
	public static <T> Consumer<T> setter(String name, Consumer<T> setter) {
		return (value) -> {
			try {
				setter.accept(value);
			}
			catch (IllegalArgumentException ex) {
				throw new InvalidConfigurationPropertyValueException(name, value, ex.getMessage() + ".");
			}
		};
	}

}
