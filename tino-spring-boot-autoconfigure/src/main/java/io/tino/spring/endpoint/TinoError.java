package io.tino.spring.endpoint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives an exception class the code that callers see. The exception's message is sent
 * with it.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface TinoError {

	/**
	 * The code: upper-case letters, digits and underscores. Codes that Redis clients act
	 * on are refused at startup.
	 * @return the code
	 */
	String value();

}
