package io.tino.spring.endpoint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of an interface with {@link TinoCommand} methods what the endpoint that implements
 * it and the clients that are made of it must agree on. An interface without it has no
 * prefix, and no errors but those in the {@code throws} clauses of its methods.
 * <p>
 * It does not make an endpoint of a class that implements the interface, which takes
 * {@link TinoEndpoint @TinoEndpoint}.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface TinoContract {

	/**
	 * What the default names of the commands begin with, followed by a dot, as
	 * {@link TinoEndpoint#prefix()} is for the commands of a class: the prefix
	 * {@code NOTES} makes {@code create()} the command {@code NOTES.CREATE}. An endpoint
	 * that implements the interface has no other prefix. None by default.
	 * @return the prefix
	 */
	String prefix() default "";

	/**
	 * Exception classes annotated with {@link TinoError} that clients throw when a method
	 * of the interface is answered with their codes, besides those that the method
	 * declares. Checked ones are thrown by methods that declare them or a superclass, and
	 * by those that give their result later.
	 * @return the classes
	 */
	Class<? extends Throwable>[] errors() default {};

}
