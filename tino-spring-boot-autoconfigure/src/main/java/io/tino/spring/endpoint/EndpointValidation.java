package io.tino.spring.endpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.metadata.MethodDescriptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.validation.annotation.Validated;

import io.tino.command.CommandException;

/**
 * Bean Validation of the arguments of one method.
 */
final class EndpointValidation {

	private final Validator validator;

	private final Object target;

	private final EndpointMethod method;

	private final ArgumentResolvers arguments;

	private final Class<?>[] groups;

	private EndpointValidation(Validator validator, Object target, EndpointMethod method, ArgumentResolvers arguments) {
		this.validator = validator;
		this.target = target;
		this.method = method;
		this.arguments = arguments;
		this.groups = groups(method);
	}

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
		MethodDescriptor descriptor = validator.getConstraintsForClass(method.beanClass())
			.getConstraintsForMethod(method.method().getName(), method.method().getParameterTypes());
		if (descriptor == null || !hasConstraints(descriptor)) {
			return null;
		}
		Object target = AopProxyUtils.getSingletonTarget(bean);
		return new EndpointValidation(validator, (target != null) ? target : bean, method, arguments);
	}

	private static boolean hasConstraints(MethodDescriptor method) {
		return method.hasConstrainedParameters() || method.getCrossParameterDescriptor().hasConstraints()
				|| method.getParameterDescriptors()
					.stream()
					.anyMatch((parameter) -> !parameter.getConstrainedContainerElementTypes().isEmpty());
	}

	/** As Spring's own validation of methods finds them. */
	private static Class<?>[] groups(EndpointMethod method) {
		Validated onMethod = AnnotatedElementUtils.findMergedAnnotation(method.method(), Validated.class);
		Validated validated = (onMethod != null) ? onMethod
				: AnnotatedElementUtils.findMergedAnnotation(method.beanClass(), Validated.class);
		return (validated != null) ? validated.value() : new Class<?>[0];
	}

	/**
	 * Validate arguments.
	 * @param values the values of all parameters of the method
	 * @throws CommandException if a constraint is broken; of several, the one whose place
	 * comes first in the alphabet
	 */
	void validate(@Nullable Object[] values) {
		Set<ConstraintViolation<Object>> violations = this.validator.forExecutables()
			.validateParameters(this.target, this.method.method(), values, this.groups);
		if (!violations.isEmpty()) {
			throw error(violations.stream()
				.min(Comparator.comparing((violation) -> violation.getPropertyPath() + " " + violation.getMessage()))
				.orElseThrow());
		}
	}

	private CommandException error(ConstraintViolation<Object> violation) {
		Iterator<Path.Node> nodes = violation.getPropertyPath().iterator();
		EndpointArgument argument = null;
		List<Object> path = new ArrayList<>();
		while (nodes.hasNext()) {
			Path.Node node = nodes.next();
			if (node.getKind() == ElementKind.CROSS_PARAMETER) {
				return ArgumentErrors.mismatch(List.of(), violation.getMessage(), type(violation));
			}
			if (node.getKind() == ElementKind.PARAMETER) {
				argument = this.arguments.argumentAt(node.as(Path.ParameterNode.class).getParameterIndex());
			}
			else if (argument != null) {
				append(node, path);
			}
		}
		if (argument == null) { // a constraint on what no caller has sent
			throw new IllegalStateException(this.method + " broke its own constraint: " + violation.getMessage());
		}
		return argument.mismatch(path, violation.getMessage(), type(violation));
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
