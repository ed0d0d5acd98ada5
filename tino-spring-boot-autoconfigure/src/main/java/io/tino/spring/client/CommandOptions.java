package io.tino.spring.client;

import java.time.Duration;
import java.util.function.UnaryOperator;

import org.springframework.format.datetime.standard.DurationFormatterUtils;

import io.tino.spring.endpoint.CommandDeclaration;
import io.tino.spring.endpoint.TinoCommand;

/**
 * How methods call, as their {@link TinoCommand} says.
 *
 * @param placeholders puts values in the place of placeholders
 */
record CommandOptions(UnaryOperator<String> placeholders) {

	/**
	 * Return the template that makes the calls of a method.
	 * @param template the template of its client
	 * @param declaration the method
	 * @return the template
	 * @throws InvalidClientException if the method says nothing usable
	 */
	TinoTemplate apply(TinoTemplate template, CommandDeclaration declaration) {
		TinoCommand annotation = declaration.annotation();
		TinoTemplate result = annotation.timeout().isEmpty() ? template : withTimeout(template, declaration);
		return annotation.idempotent() ? result.idempotent() : result;
	}

	private TinoTemplate withTimeout(TinoTemplate template, CommandDeclaration declaration) {
		String text = declaration.annotation().timeout();
		try {
			Duration timeout = DurationFormatterUtils.detectAndParse(this.placeholders.apply(text).strip());
			return template.withTimeout(timeout);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidClientException(InvalidClientException.describe(declaration.method()),
					"has the timeout '" + text + "', which cannot be used: " + ex.getMessage(),
					"Say it as 2s, 500ms, PT2S, or by a placeholder for such a value.", ex);
		}
	}

}
