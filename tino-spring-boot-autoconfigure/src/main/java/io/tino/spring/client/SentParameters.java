package io.tino.spring.client;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedMethod;

import io.tino.spring.endpoint.CommandDeclaration;
import io.tino.spring.method.DeferredTypes;
import io.tino.spring.method.TypeVariables;

/**
 * The parameters of a method that are arguments of its command.
 *
 * @param indexes which of the parameters they are
 * @param types their types
 */
record SentParameters(int[] indexes, List<Type> types) {

	/**
	 * Look for them.
	 * @param type the interface
	 * @param method its method
	 * @return the parameters that the server does not fill in
	 * @throws InvalidClientException if one cannot be sent
	 */
	static SentParameters of(Class<?> type, Method method) {
		List<MethodParameter> sent = new ArrayList<>();
		List<Type> types = new ArrayList<>();
		for (MethodParameter parameter : new AnnotatedMethod(method).getMethodParameters()) {
			if (!CommandDeclaration.isFilledIn(parameter)) {
				sent.add(parameter);
				types.add(requireSendable(parameter, type, method));
			}
		}
		return new SentParameters(sent.stream().mapToInt(MethodParameter::getParameterIndex).toArray(), types);
	}

	private static Type requireSendable(MethodParameter parameter, Class<?> type, Method method) {
		Type parameterType = TypeVariables.resolve(parameter.getGenericParameterType(), type);
		String deferred = DeferredTypes.find(parameterType);
		if (deferred != null) {
			parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
			throw new InvalidClientException(
					"Parameter '" + parameter.getParameterName() + "' of "
							+ InvalidClientException.signature(type, method),
					"is a " + deferred + ", which cannot be sent",
					"Declare it as the value itself, or as a List of the values.");
		}
		return parameterType;
	}

}
