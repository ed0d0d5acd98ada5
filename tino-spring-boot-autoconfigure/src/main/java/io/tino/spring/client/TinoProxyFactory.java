package io.tino.spring.client;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.Assert;

import io.tino.payload.PayloadCodec;
import io.tino.spring.endpoint.CommandDeclaration;
import io.tino.spring.endpoint.TinoEndpoint;

/**
 * Makes clients of interfaces: objects whose methods call the commands of a server. They
 * are thread-safe. All that a call needs is found out when a client is made.
 * <p>
 * A method annotated with {@link io.tino.spring.endpoint.TinoCommand}, also in an
 * interface that is extended, calls the command that it would be in an endpoint. It sends
 * its parameters but for those that the server fills in, such as
 * {@link io.tino.command.TinoConnection}: pass {@code null} for these. Parameters
 * annotated with {@link io.tino.spring.endpoint.TinoHeader}, and
 * {@link io.tino.spring.endpoint.TinoHeaders}, are sent as headers, unless they are
 * {@code null} or empty. A call may take the
 * {@linkplain io.tino.spring.endpoint.TinoCommand#timeout() time} that the method says,
 * and is made again if it is {@linkplain io.tino.spring.endpoint.TinoCommand#idempotent()
 * idempotent}, as far as the template does that. The method returns
 * <ul>
 * <li>the reply, for which it waits, as any type that a payload is decoded to,</li>
 * <li>an {@code Optional}, empty if the command returns nothing,</li>
 * <li>a {@link java.util.concurrent.CompletionStage} or {@code CompletableFuture} of
 * either. It is completed on an event loop: what follows must not block. Cancelling it
 * gives up waiting,</li>
 * <li>a {@code Mono}, which calls for each subscriber, and gives up when that cancels,
 * or</li>
 * <li>of a command that returns a stream, a {@link java.util.stream.Stream},
 * {@link java.util.Iterator} or {@link Iterable}, which waits for each item and calls
 * when the first one is asked for, or a {@code Flux} or
 * {@link java.util.concurrent.Flow.Publisher}, which calls for each subscriber. A
 * {@code Stream} is to be closed, unless it is read to the end; the others have to be
 * read to the end.</li>
 * </ul>
 * One parameter may be an {@code Iterator}, {@code Flux} or {@code Flow.Publisher}: the
 * stream that the command takes. An {@code Iterator} is read on a thread of its own, and
 * once, so that it may block; the others are asked for items on an event loop, which they
 * must not block.
 * <p>
 * Other methods must be default methods, which run here, or static. What the server
 * answers with the code of an exception class annotated with
 * {@link io.tino.spring.endpoint.TinoError} is thrown as that, if the method declares the
 * class or {@link io.tino.spring.endpoint.TinoContract#errors()} names it. It is made by
 * its constructor {@code (String, Throwable)}, {@code (String)} or {@code ()} with the
 * message of the server, and has the {@link io.tino.client.TinoCommandException} as its
 * cause. Everything else is thrown as by a {@link TinoTemplate}.
 *
 * @since 0.1.0
 * @see ImportTinoClients
 */
public final class TinoProxyFactory {

	private final TinoTemplate template;

	private final @Nullable PayloadCodec codec;

	private final Collection<Class<? extends Throwable>> errors;

	private final CommandOptions options;

	/**
	 * Create an instance.
	 * @param template makes the calls
	 */
	public TinoProxyFactory(TinoTemplate template) {
		this(template, null, List.of(), UnaryOperator.identity());
	}

	/**
	 * Create an instance.
	 * @param template makes the calls
	 * @param codec to find out whether replies can be decoded, or {@code null} to find
	 * that out when one comes
	 * @param errors exception classes that all clients throw for their codes
	 * @param placeholders puts values in the place of placeholders in annotations
	 */
	TinoProxyFactory(TinoTemplate template, @Nullable PayloadCodec codec, Collection<Class<? extends Throwable>> errors,
			UnaryOperator<String> placeholders) {
		Assert.notNull(template, "'template' must not be null");
		this.template = template;
		this.codec = codec;
		this.errors = errors;
		this.options = new CommandOptions(placeholders);
	}

	/**
	 * Make a client.
	 * @param type the interface
	 * @param <T> the interface
	 * @return the client
	 * @throws InvalidClientException if none can be made of the interface the way it is
	 * written
	 */
	public <T> T create(Class<T> type) {
		requireUsable(type);
		CommandMethods commands = new CommandMethods(type, this.template, this.codec, this.errors, this.options);
		Map<Method, ClientMethod> methods = new HashMap<>();
		for (InterfaceMethod method : InterfaceMethod.all(type)) {
			CommandDeclaration command = method.command();
			ClientMethod bound = (command != null) ? commands.bind(command) : DefaultMethod.of(method.method());
			method.variants().forEach((variant) -> methods.put(variant, bound));
		}
		commands.requireAny();
		ProxyFactory factory = new ProxyFactory(type, new ClientInterceptor(type, methods));
		return type.cast(ClientProxy.create(factory, methods, type.getClassLoader()));
	}

	private static void requireUsable(Class<?> type) {
		String name = "Type " + type.getName();
		if (!type.isInterface() || type.isAnnotation() || type.isSealed()) {
			throw new InvalidClientException(name,
					"is no interface that a client can implement: it is "
							+ (type.isInterface() ? "sealed or an annotation" : "a class"),
					"Import interfaces with @TinoCommand methods.");
		}
		if (AnnotatedElementUtils.hasAnnotation(type, TinoEndpoint.class)) {
			throw new InvalidClientException(name,
					"is annotated with @TinoEndpoint, so that its client would be an endpoint itself",
					"Annotate the class that implements the interface with @TinoEndpoint. Say the prefix by "
							+ "@TinoContract(prefix = \"...\") on the interface.");
		}
	}

}
