package io.tino.spring.listener;

import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;

import io.tino.spring.method.ParameterValidation;

/**
 * Bean Validation of the messages for one listener.
 *
 * @param parameters the constraints
 */
record ListenerValidation(ParameterValidation parameters) {

	/**
	 * Look for constraints.
	 * @param validator the validator
	 * @param bean the bean, or a proxy for it
	 * @param method its method
	 * @return the validation, or {@code null} if no parameter has constraints
	 */
	static @Nullable ListenerValidation of(Validator validator, Object bean, ListenerMethod method) {
		ParameterValidation parameters = ParameterValidation.of(validator, bean, method);
		return (parameters != null) ? new ListenerValidation(parameters) : null;
	}

	/**
	 * Validate arguments.
	 * @param values the values of all parameters of the method
	 * @return what is wrong, in words that repeat nothing of the message, or {@code null}
	 */
	@Nullable String validate(@Nullable Object[] values) {
		ConstraintViolation<?> violation = this.parameters.validate(values);
		return (violation != null) ? describe(violation) : null;
	}

	/** Texts of constraints may show values, and so may the keys of maps. */
	private static String describe(ConstraintViolation<?> violation) {
		String where = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
			.filter((node) -> node.getKind() == ElementKind.PARAMETER || node.getKind() == ElementKind.PROPERTY)
			.map(Path.Node::getName)
			.collect(Collectors.joining("."));
		return where + " breaks @"
				+ violation.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
	}

}
