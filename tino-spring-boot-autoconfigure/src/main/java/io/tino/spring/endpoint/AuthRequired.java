package io.tino.spring.endpoint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets only authenticated connections call a {@link TinoCommand}, or all those of a
 * {@link TinoEndpoint}. Others are answered {@code PERMISSION_DENIED} before their
 * arguments are read.
 *
 * @since 0.1.0
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface AuthRequired {

}
