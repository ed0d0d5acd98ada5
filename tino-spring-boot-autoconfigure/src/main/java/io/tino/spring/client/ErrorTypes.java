package io.tino.spring.client;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

import io.tino.client.TinoCommandException;
import io.tino.spring.endpoint.TinoContract;
import io.tino.spring.endpoint.TinoError;

/**
 * The exception classes that a method throws for the codes that the server answers.
 *
 * @param byCode the classes
 */
record ErrorTypes(Map<String, ErrorType> byCode) {

	/**
	 * Find the classes of a method. What the method declares comes before what is
	 * imported, and that before what the contract says.
	 * @param type the interface
	 * @param method its method
	 * @param imported the classes for any method
	 * @param synchronous whether the method throws them, so that it must declare those
	 * that are checked
	 * @return the classes
	 * @throws InvalidClientException if one cannot be thrown
	 */
	static ErrorTypes of(Class<?> type, Method method, Collection<Class<? extends Throwable>> imported,
			boolean synchronous) {
		Map<String, ErrorType> byCode = new HashMap<>();
		for (Collection<Class<? extends Throwable>> classes : List.of(declared(method), imported, ofContract(type))) {
			byCode(classes).forEach((code, errorClass) -> {
				ErrorType errorType = ErrorType.of(errorClass);
				if (!synchronous || mayThrow(method, errorClass)) {
					byCode.putIfAbsent(code, errorType);
				}
			});
		}
		return new ErrorTypes(byCode);
	}

	@SuppressWarnings("unchecked")
	private static List<Class<? extends Throwable>> declared(Method method) {
		List<Class<? extends Throwable>> declared = new ArrayList<>();
		for (Class<?> type : method.getExceptionTypes()) {
			if (codeOf(type) != null) {
				declared.add((Class<? extends Throwable>) type);
			}
		}
		return declared;
	}

	private static List<Class<? extends Throwable>> ofContract(Class<?> type) {
		return MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY)
			.stream(TinoContract.class)
			.flatMap((contract) -> Stream.<Class<? extends Throwable>>of(contract.synthesize().errors()))
			.toList();
	}

	private static Map<String, Class<? extends Throwable>> byCode(Collection<Class<? extends Throwable>> classes) {
		Map<String, Class<? extends Throwable>> byCode = new LinkedHashMap<>();
		for (Class<? extends Throwable> type : classes) {
			String code = codeOf(type);
			if (code == null) {
				throw new InvalidClientException("Class " + type.getName(),
						"is among the errors of a client, but is not annotated with @TinoError",
						"Say by @TinoError(\"...\") for which code it is thrown.");
			}
			Class<?> other = byCode.putIfAbsent(code, type);
			if (other != null && other != type) {
				throw new InvalidClientException("Class " + type.getName(),
						"is thrown for the code " + code + ", and so is " + other.getName(),
						"Remove one of them from the throws clause of the method or the errors of the client.");
			}
		}
		return byCode;
	}

	private static @Nullable String codeOf(Class<?> type) {
		TinoError error = AnnotatedElementUtils.findMergedAnnotation(type, TinoError.class);
		return (error != null) ? error.value() : null;
	}

	private static boolean mayThrow(Method method, Class<?> type) {
		return RuntimeException.class.isAssignableFrom(type) || Error.class.isAssignableFrom(type)
				|| Stream.of(method.getExceptionTypes()).anyMatch((declared) -> declared.isAssignableFrom(type));
	}

	boolean isEmpty() {
		return this.byCode.isEmpty();
	}

	/**
	 * Put the exception of an error code in the place of that code.
	 * @param failure what has gone wrong
	 * @return the exception, or the failure itself if there is none for it
	 */
	Throwable translate(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		ErrorType type = (cause instanceof TinoCommandException error) ? this.byCode.get(error.code()) : null;
		return (type != null) ? type.create((TinoCommandException) cause) : cause;
	}

}
