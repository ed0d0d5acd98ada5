package io.tino.spring.endpoint;

import java.lang.reflect.Method;
import java.security.Principal;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;

import io.tino.command.CallContext;
import io.tino.command.CommandSpec;
import io.tino.command.TinoConnection;
import io.tino.server.BuiltInCommands;
import io.tino.spring.method.InvalidDeclarationException;

/**
 * A method annotated with {@link TinoCommand}, as an endpoint and the clients of an
 * interface that it implements understand it alike.
 *
 * @param type the class of the endpoint, or the interface of a client
 * @param method its method
 * @param annotation the annotation, which may stand on an interface
 * @since 0.1.0
 */
public record CommandDeclaration(Class<?> type, Method method, TinoCommand annotation) {

	/**
	 * Look for the annotation.
	 * @param type the class or the interface
	 * @param method its method
	 * @return the declaration, or {@code null} if the method is no command
	 */
	public static @Nullable CommandDeclaration find(Class<?> type, Method method) {
		TinoCommand annotation = AnnotatedElementUtils.findMergedAnnotation(method, TinoCommand.class);
		return (annotation != null) ? new CommandDeclaration(type, method, annotation) : null;
	}

	/**
	 * Return the name of the command.
	 * @param prefix the prefix of the endpoint, empty if there is none
	 * @param failures makes what is thrown if there is no such name
	 * @return the name, in upper case
	 */
	public String name(String prefix, InvalidDeclarationException.Factory failures) {
		String where = InvalidDeclarationException.describe(this.method);
		String name = this.annotation.value().isEmpty() ? defaultName(prefix, where, failures)
				: this.annotation.value();
		if (BuiltInCommands.isReserved(name)) {
			throw failures.create(where, "is the command " + name + ", which is reserved",
					"Give it another name by @TinoCommand(\"...\"), or the endpoint a prefix.", null);
		}
		try {
			return CommandSpec.named(name).build().name();
		}
		catch (IllegalArgumentException ex) {
			throw failures.create(where, "has no usable name: " + ex.getMessage(),
					"Give it another name by @TinoCommand(\"...\").", null);
		}
	}

	private String defaultName(String prefix, String where, InvalidDeclarationException.Factory failures) {
		TinoContract contract = MethodContract.find(this.type, this.method, failures);
		if (contract != null && !prefix.isEmpty() && !prefix.equalsIgnoreCase(contract.prefix())) {
			throw failures.create(where, "belongs to a @TinoContract "
					+ (contract.prefix().isEmpty() ? "without a prefix" : "with the prefix " + contract.prefix())
					+ ", but its endpoint " + this.type.getName() + " has the prefix " + prefix,
					"Say the prefix by @TinoContract(prefix = \"...\") on the interface, where clients see it too, "
							+ "and remove it from @TinoEndpoint.",
					null);
		}
		return CommandName.of((contract != null) ? contract.prefix() : prefix, this.method.getName());
	}

	/**
	 * Tell whether a parameter is filled in by the server, so that callers do not send
	 * it.
	 * @param parameter a parameter of a method that is a command
	 * @return whether it is no argument of the command
	 */
	public static boolean isFilledIn(MethodParameter parameter) {
		Class<?> type = parameter.nestedIfOptional().getNestedParameterType();
		return parameter.hasParameterAnnotation(ConnectionState.class) || parameter.hasParameterAnnotation(Auth.class)
				|| TinoConnection.class.isAssignableFrom(parameter.getParameterType())
				|| parameter.getParameterType() == CallContext.class || Principal.class.isAssignableFrom(type);
	}

}
