package io.tino.spring.client;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

import io.tino.spring.endpoint.CommandDeclaration;

/**
 * A method of an interface. Several interfaces may declare it, with other parameter types
 * if they are generic.
 *
 * @param method the method as it is declared furthest down, as a command if it is one
 * @param command what makes a command of it, or {@code null} if it is none
 * @param variants the method as all interfaces declare it
 */
record InterfaceMethod(Method method, @Nullable CommandDeclaration command, List<Method> variants) {

	/**
	 * Find the methods of an interface, but for static ones and those that every object
	 * has.
	 * @param type the interface
	 * @return the methods, always in the same order
	 */
	static List<InterfaceMethod> all(Class<?> type) {
		Map<String, List<Method>> methods = new TreeMap<>();
		for (Method method : type.getMethods()) {
			if (!Modifier.isStatic(method.getModifiers()) && !ReflectionUtils.isObjectMethod(method)) {
				methods.computeIfAbsent(signature(method, type), (key) -> new ArrayList<>()).add(method);
			}
		}
		return methods.values().stream().map((variants) -> of(type, variants)).toList();
	}

	private static String signature(Method method, Class<?> type) {
		StringBuilder signature = new StringBuilder(method.getName());
		for (int i = 0; i < method.getParameterCount(); i++) {
			signature.append(' ').append(ResolvableType.forMethodParameter(method, i, type).toClass().getName());
		}
		return signature.toString();
	}

	private static InterfaceMethod of(Class<?> type, List<Method> variants) {
		List<Method> furthestDown = variants.stream()
			.filter((candidate) -> isFurthestDown(candidate, variants))
			.toList();
		CommandDeclaration command = furthestDown.stream()
			.filter((candidate) -> !candidate.isBridge()) // which calls what it is for
			.map((candidate) -> CommandDeclaration.find(type, candidate))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
		return new InterfaceMethod((command != null) ? command.method() : furthestDown.get(0), command, variants);
	}

	private static boolean isFurthestDown(Method method, List<Method> variants) {
		Class<?> declaring = method.getDeclaringClass();
		return variants.stream()
			.map(Method::getDeclaringClass)
			.noneMatch((other) -> other != declaring && declaring.isAssignableFrom(other));
	}

}
