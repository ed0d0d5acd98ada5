package io.tino.spring.client;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.tino.payload.PayloadCodec;
import io.tino.payload.UnsupportedPayloadException;
import io.tino.spring.endpoint.CommandDeclaration;
import io.tino.spring.method.DeferredTypes;
import io.tino.spring.method.TypeVariables;

/**
 * Finds out once how the methods of an interface call their commands.
 */
final class CommandMethods {

	private final Class<?> type;

	private final TinoTemplate template;

	private final @Nullable PayloadCodec codec;

	private final Collection<Class<? extends Throwable>> errors;

	private final CommandOptions options;

	/** The methods that have been bound, by the names of their commands. */
	private final Map<String, CommandShape> shapes = new HashMap<>();

	/**
	 * Create an instance.
	 * @param type the interface
	 * @param template makes the calls
	 * @param codec decodes replies, or {@code null} to not find out whether it can
	 * @param errors exception classes for any method
	 * @param options how methods call
	 */
	CommandMethods(Class<?> type, TinoTemplate template, @Nullable PayloadCodec codec,
			Collection<Class<? extends Throwable>> errors, CommandOptions options) {
		this.type = type;
		this.template = template;
		this.codec = codec;
		this.errors = errors;
		this.options = options;
	}

	/**
	 * Bind a method to its command.
	 * @param declaration the method
	 * @return what it does
	 * @throws InvalidClientException if it cannot call a command the way it is written
	 */
	ClientMethod bind(CommandDeclaration declaration) {
		Method method = declaration.method();
		String name = declaration.name("", InvalidClientException::new);
		SentParameters sent = SentParameters.of(this.type, method);
		Type returnType = TypeVariables.resolve(method.getGenericReturnType(), this.type);
		ReturnKind kind = ReturnKind.of(returnType);
		Type replyType = requireReadable(method, kind.replyType(returnType));
		requireSameShape(name, new CommandShape(method, sent.types(), replyType));
		RemoteCommand command = new RemoteCommand(this.options.apply(this.template, declaration), name, replyType, sent,
				ErrorTypes.of(this.type, method, this.errors, kind.isSynchronous()));
		return (client, arguments) -> kind.call(command, arguments);
	}

	private Type requireReadable(Method method, Type replyType) {
		String deferred = DeferredTypes.find(replyType);
		if (deferred != null) {
			throw new InvalidClientException(method, "returns a " + deferred + ", which no client gives",
					"Return the value itself, a List of the values, a Mono or CompletionStage of either, or a "
							+ "Stream, Flux or Flow.Publisher of the values.");
		}
		try {
			if (this.codec != null && replyType != Void.class) {
				this.codec.reader(replyType);
			}
			return replyType;
		}
		catch (UnsupportedPayloadException ex) {
			throw new InvalidClientException(InvalidClientException.describe(method),
					"returns what no reply can be decoded to: " + ex.getMessage(),
					"Declare it as a type that Jackson can read, or teach the mapper by a TinoObjectMapperCustomizer "
							+ "bean.",
					ex);
		}
	}

	private void requireSameShape(String name, CommandShape shape) {
		CommandShape other = this.shapes.putIfAbsent(name, shape);
		if (other != null && !shape.isSameAs(other)) {
			throw new InvalidClientException(shape.method(),
					"is the command " + name + " with other arguments or another result than "
							+ InvalidClientException.signature(this.type, other.method()),
					"Name one of the commands by @TinoCommand(\"...\"). To leave out arguments, pass null to the other "
							+ "method from a default method.");
		}
	}

	/**
	 * Make sure that there is a command at all.
	 * @throws InvalidClientException if there is none
	 */
	void requireAny() {
		if (this.shapes.isEmpty()) {
			throw new InvalidClientException("Interface " + this.type.getName(),
					"has no method annotated with @TinoCommand", "Annotate the methods that call commands with it.");
		}
	}

}
