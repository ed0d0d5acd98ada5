package io.tino.spring.endpoint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Fills a parameter of a {@link TinoCommand} with a header of the call. It is no argument
 * of the command. The server lets the headers in that some endpoint declares so.
 * <p>
 * Headers are text, converted as arguments of an endpoint of
 * {@link TinoEndpoint.Format#RESP} are. A call without the header is answered
 * {@code VALIDATION_ERROR}, unless the parameter is {@code Optional} or
 * {@code @Nullable}. So is every call that is not multiplexed, as it has no headers.
 *
 * @since 0.1.0
 * @see TinoHeaders
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface TinoHeader {

	/**
	 * The name of the header, in any case. By default that of the parameter,
	 * {@code tenantId} as {@code tenant-id}.
	 * @return the name
	 */
	String value() default "";

}
