package io.tino.spring.endpoint;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;

import io.tino.command.CommandException;
import io.tino.spring.method.ParameterValidation;

/**
 * Bean Validation of the arguments of one method.
 *
 * @param parameters the constraints
 * @param method the method
 * @param arguments the method's parameters
 */
record EndpointValidation(ParameterValidation parameters, EndpointMethod method, ArgumentResolvers arguments) {

	/**
	 * Look for constraints.
	 * @param validator the validator
	 * @param bean the bean, or a proxy for it
	 * @param method its method
	 * @param arguments the method's parameters
	 * @return the validation, or {@code null} if no parameter has constraints
	 */
	static @Nullable EndpointValidation of(Validator validator, Object bean, EndpointMethod method,
			ArgumentResolvers arguments) {
		ParameterValidation parameters = ParameterValidation.of(validator, bean, method);
		return (parameters != null) ? new EndpointValidation(parameters, method, arguments) : null;
	}

	/**
	 * Validate arguments.
	 * @param values the values of all parameters of the method
	 * @throws CommandException if a constraint is broken
	 */
	void validate(@Nullable Object[] values) {
		ConstraintViolation<?> violation = this.parameters.validate(values);
		if (violation != null) {
			throw error(violation);
		}
	}

	private CommandException error(ConstraintViolation<?> violation) {
		Iterator<Path.Node> nodes = violation.getPropertyPath().iterator();
		SentValue value = null;
		List<Object> path = new ArrayList<>();
		while (nodes.hasNext()) {
			Path.Node node = nodes.next();
			if (node.getKind() == ElementKind.CROSS_PARAMETER) {
				return ArgumentErrors.mismatch(List.of(), violation.getMessage(), type(violation));
			}
			if (node.getKind() == ElementKind.PARAMETER) {
				value = this.arguments.sentValueAt(node.as(Path.ParameterNode.class).getParameterIndex());
			}
			else if (value != null) {
				append(node, path);
			}
		}
		if (value == null) { // a constraint on what no caller has sent
			throw new IllegalStateException(this.method + " broke its own constraint: " + violation.getMessage());
		}
		return value.mismatch(path, violation.getMessage(), type(violation));
	}

	private static void append(Path.Node node, List<Object> path) {
		if (node.getIndex() != null) {
			path.add(node.getIndex());
		}
		else if (node.getKey() != null) {
			path.add(node.getKey().toString());
		}
		if (node.getName() != null && node.getKind() == ElementKind.PROPERTY) {
			path.add(node.getName());
		}
	}

	/** {@code NotBlank} is {@code value_error.not_blank}. */
	private static String type(ConstraintViolation<?> violation) {
		String constraint = violation.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
		return "value_error." + CommandName.of("", constraint).toLowerCase(Locale.ROOT);
	}

}
