package io.tino.boot.autoconfigure;

import java.util.function.Consumer;
import java.util.function.Function;

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
		return (value) -> convert(name, value, (checked) -> {
			setter.accept(checked);
			return checked;
		});
	}

	/**
	 * Make something of a value, and tell which property is refused.
	 * @param name the name of the property
	 * @param value the value
	 * @param converter takes the value, or throws an {@link IllegalArgumentException}
	 * that says why not
	 * @param <T> the type of the value
	 * @param <R> what is made of it
	 * @return what the converter has made
	 * @throws InvalidConfigurationPropertyValueException if it has thrown
	 */
	public static <T, R> R convert(String name, T value, Function<T, R> converter) {
		try {
			return converter.apply(value);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(name, value, ex.getMessage() + ".");
		}
	}

}
