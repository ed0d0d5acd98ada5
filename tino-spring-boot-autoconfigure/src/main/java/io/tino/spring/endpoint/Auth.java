package io.tino.spring.endpoint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Fills a parameter of a {@link TinoCommand} with who the connection has authenticated
 * as. The parameter's type is {@link java.security.Principal}, or what the
 * {@link io.tino.server.TinoAuthenticator} makes of it; if that is of another type, the
 * call is refused. Parameters of these types are filled so without the annotation too,
 * and never decoded.
 * <p>
 * If the parameter is {@code @Nullable} or {@code Optional} it is empty on a connection
 * that is not authenticated; otherwise the command requires authentication.
 *
 * @since 0.1.0
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Auth {

}
