package io.tino.spring.client;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedMethod;

import io.tino.spring.endpoint.CommandDeclaration;
import io.tino.spring.method.DeferredTypes;
import io.tino.spring.method.TypeVariables;

/**
 * The parameters of a method that are sent: the arguments of its command, and headers.
 *
 * @param indexes which of the parameters are arguments
 * @param types their types
 * @param headers the headers
 * @param stream the stream that is sent besides, {@code null} if there is none
 */
record SentParameters(int[] indexes, List<Type> types, SentHeaders headers, @Nullable SentStream stream) {

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
		MethodParameter[] parameters = new AnnotatedMethod(method).getMethodParameters();
		SentStream stream = SentStream.find(type, method, parameters);
		for (MethodParameter parameter : parameters) {
			if (SentStream.isStream(parameter)) {
				types.add(TypeVariables.resolve(parameter.getGenericParameterType(), type));
			}
			else if (!CommandDeclaration.isFilledIn(parameter) && !SentHeaders.isHeader(parameter)) {
				sent.add(parameter);
				types.add(requireSendable(parameter, type, method));
			}
		}
		return new SentParameters(sent.stream().mapToInt(MethodParameter::getParameterIndex).toArray(), types,
				SentHeaders.of(type, method, parameters), stream);
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
					"Declare it as the value itself, as a List of the values, or as an Iterator, Flux or Flow.Publisher of them.");
		}
		return parameterType;
	}

	/**
	 * Choose what is sent.
	 * @param values the arguments of the method
	 * @return the arguments of the command
	 */
	@Nullable Object[] arguments(@Nullable Object[] values) {
		Object[] arguments = new Object[this.indexes.length];
		for (int i = 0; i < arguments.length; i++) {
			arguments[i] = values[this.indexes[i]];
		}
		return arguments;
	}

}
