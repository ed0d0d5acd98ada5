package io.tino.spring.method;

import java.util.Comparator;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.validation.metadata.MethodDescriptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.validation.annotation.Validated;

/**
 * Bean Validation of the parameters of one method. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ParameterValidation {

	private final Validator validator;

	private final Object target;

	private final BeanMethod method;

	private final Class<?>[] groups;

	private ParameterValidation(Validator validator, Object target, BeanMethod method) {
		this.validator = validator;
		this.target = target;
		this.method = method;
		this.groups = groups(method);
	}

	/**
	 * Look for constraints.
	 * @param validator the validator
	 * @param bean the bean, or a proxy for it
	 * @param method its method
	 * @return the validation, or {@code null} if no parameter has constraints
	 */
	public static @Nullable ParameterValidation of(Validator validator, Object bean, BeanMethod method) {
		MethodDescriptor descriptor = validator.getConstraintsForClass(method.beanClass())
			.getConstraintsForMethod(method.method().getName(), method.method().getParameterTypes());
		if (descriptor == null || !hasConstraints(descriptor)) {
			return null;
		}
		Object target = AopProxyUtils.getSingletonTarget(bean);
		return new ParameterValidation(validator, (target != null) ? target : bean, method);
	}

	private static boolean hasConstraints(MethodDescriptor method) {
		return method.hasConstrainedParameters() || method.getCrossParameterDescriptor().hasConstraints()
				|| method.getParameterDescriptors()
					.stream()
					.anyMatch((parameter) -> !parameter.getConstrainedContainerElementTypes().isEmpty());
	}

	/** As Spring's own validation of methods finds them. */
	private static Class<?>[] groups(BeanMethod method) {
		Validated onMethod = AnnotatedElementUtils.findMergedAnnotation(method.method(), Validated.class);
		Validated validated = (onMethod != null) ? onMethod
				: AnnotatedElementUtils.findMergedAnnotation(method.beanClass(), Validated.class);
		return (validated != null) ? validated.value() : new Class<?>[0];
	}

	/**
	 * Validate arguments.
	 * @param values the values of all parameters of the method
	 * @return the constraint that is broken, of several the one whose place comes first
	 * in the alphabet, or {@code null} if none is
	 */
	public @Nullable ConstraintViolation<?> validate(@Nullable Object[] values) {
		return this.validator.forExecutables()
			.validateParameters(this.target, this.method.method(), values, this.groups)
			.stream()
			.min(Comparator.comparing((violation) -> violation.getPropertyPath() + " " + violation.getMessage()))
			.orElse(null);
	}

}
