package io.tino.spring.endpoint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Fills a parameter of a {@link TinoCommand} with the state of the connection that the
 * call comes from, made by the {@link ConnectionStateFactory} bean of the parameter's
 * type.
 *
 * @since 0.1.0
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ConnectionState {

}
