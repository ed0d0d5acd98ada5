package io.tino.spring.endpoint;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

import io.tino.spring.method.InvalidDeclarationException;

/**
 * Finds the {@link TinoContract} that a method belongs to, among those of all interfaces
 * of a type.
 */
final class MethodContract {

	private MethodContract() {
	}

	/**
	 * Look for the contract.
	 * @param type the class of an endpoint, or the interface of a client
	 * @param method its method
	 * @param failures makes what is thrown if there are several
	 * @return the contract, or {@code null} if there is none
	 */
	static @Nullable TinoContract find(Class<?> type, Method method, InvalidDeclarationException.Factory failures) {
		List<MergedAnnotation<TinoContract>> all = MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY)
			.stream(TinoContract.class)
			.filter((contract) -> hasMethod(source(contract), type, method))
			.toList();
		List<MergedAnnotation<TinoContract>> contracts = all.stream()
			.filter((contract) -> all.stream().noneMatch((other) -> overrides(other, contract)))
			.toList();
		if (contracts.isEmpty()) {
			return null;
		}
		String prefix = contracts.get(0).getString("prefix");
		for (MergedAnnotation<TinoContract> other : contracts) {
			if (!other.getString("prefix").equalsIgnoreCase(prefix)) {
				throw failures.create(InvalidDeclarationException.describe(method),
						"belongs to two interfaces whose @TinoContract has different prefixes, "
								+ source(contracts.get(0)).getName() + " and " + source(other).getName(),
						"Name the command by @TinoCommand(\"...\"), or give the interfaces one prefix.", null);
			}
		}
		return contracts.get(0).synthesize();
	}

	private static boolean overrides(MergedAnnotation<TinoContract> contract, MergedAnnotation<TinoContract> other) {
		return source(contract) != source(other) && source(other).isAssignableFrom(source(contract));
	}

	private static Class<?> source(MergedAnnotation<TinoContract> contract) {
		return (contract.getSource() instanceof Class<?> source) ? source : Object.class;
	}

	/** Tell whether a supertype has a method, which it may inherit or have generic. */
	private static boolean hasMethod(Class<?> supertype, Class<?> type, Method method) {
		return supertype == type
				|| Stream.of(supertype.getMethods()).anyMatch((candidate) -> isSame(candidate, method, type));
	}

	private static boolean isSame(Method candidate, Method method, Class<?> type) {
		if (!candidate.getName().equals(method.getName())
				|| candidate.getParameterCount() != method.getParameterCount()) {
			return false;
		}
		for (int i = 0; i < method.getParameterCount(); i++) {
			if (parameterType(candidate, i, type) != parameterType(method, i, type)) {
				return false;
			}
		}
		return true;
	}

	private static Class<?> parameterType(Method method, int index, Class<?> type) {
		return ResolvableType.forMethodParameter(method, index, type).toClass();
	}

}
