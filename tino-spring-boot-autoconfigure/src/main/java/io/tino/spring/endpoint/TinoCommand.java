package io.tino.spring.endpoint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Exposes a method of a {@link TinoEndpoint} as a command. May stand on the method of an
 * interface that the bean implements.
 * <p>
 * The parameters of the method are the arguments of the command, by position, but for
 * those that are filled in: {@link io.tino.command.TinoConnection},
 * {@link java.security.Principal}, {@link Auth @Auth},
 * {@link ConnectionState @ConnectionState}, {@link TinoHeader @TinoHeader},
 * {@link TinoHeaders}, and {@link io.tino.command.CallContext}, which tells the time that
 * is left for the call. Parameters that are {@code Optional} or {@code @Nullable} may be
 * sent as a null, and left out at the end. A variable number of arguments, as any array,
 * is one argument, unless the endpoint is one of {@link TinoEndpoint.Format#RESP}.
 * Arguments are named in errors as the parameters are, which takes the compiler option
 * {@code -parameters}.
 * <p>
 * A method that returns a {@link java.util.concurrent.CompletionStage} or a {@code Mono}
 * runs on the event loop and must not block. Any other runs on the worker executor.
 *
 * @since 0.1.0
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface TinoCommand {

	/**
	 * The name of the command, used as it is but in upper case. By default the prefix of
	 * the endpoint and the name of the method, {@code createNote} as {@code CREATE_NOTE}.
	 * @return the name
	 */
	String value() default "";

	/**
	 * What the command does, as {@code COMMAND DOCS} and the help of {@code redis-cli}
	 * say it. By default, which method it calls.
	 * @return one line of text
	 */
	String summary() default "";

	/**
	 * Which version of the application was the first to have the command, as
	 * {@code COMMAND DOCS} says it.
	 * @return the version, {@code 1.0.0} by default
	 */
	String since() default "1.0.0";

	/**
	 * Whether the method may take long or block. If not, it runs on the event loop, which
	 * is faster for a short method but holds up all other connections of the event loop
	 * while it runs.
	 * @return whether it may, {@code true} by default
	 */
	boolean blocking() default true;

	/**
	 * How long a client that is made of the interface lets a call take, as {@code 2s},
	 * {@code 500ms}, {@code PT2S} or a placeholder such as {@code ${calculator.timeout}}.
	 * By default, what the client is configured to. The server does not limit the method
	 * by it, but by what each caller sends.
	 * @return the time, or an empty text for the default
	 */
	String timeout() default "";

	/**
	 * Whether the method may run twice without harm, so that a client that is made of the
	 * interface may call again when it is not known whether it has run.
	 * @return whether it may, {@code false} by default
	 */
	boolean idempotent() default false;

}
