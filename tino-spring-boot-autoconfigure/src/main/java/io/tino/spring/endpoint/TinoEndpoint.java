package io.tino.spring.endpoint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * Marks a bean whose {@link TinoCommand} methods can be called remotely. A stereotype:
 * annotated classes are found by component scanning.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface TinoEndpoint {

	/**
	 * What the default names of the commands begin with, followed by a dot: the prefix
	 * {@code NOTES} makes {@code create()} the command {@code NOTES.CREATE}. None by
	 * default.
	 * @return the prefix
	 */
	String prefix() default "";

	/**
	 * How the commands take arguments and answer.
	 * @return the format, {@link Format#PAYLOAD} by default
	 */
	Format format() default Format.PAYLOAD;

	/**
	 * What the commands are listed under by {@code COMMAND DOCS} and the help of
	 * {@code redis-cli}. By default, the simple name of the class in lower case.
	 * @return the name of the group
	 */
	String group() default "";

	/**
	 * The name of the bean, generated from the class by default.
	 * @return the name of the bean
	 */
	@AliasFor(annotation = Component.class, attribute = "value")
	String beanName() default "";

	/**
	 * How commands take arguments and answer.
	 */
	enum Format {

		/**
		 * Each argument and the result is one encoded value, in the format of the
		 * connection: MessagePack or JSON.
		 */
		PAYLOAD,

		/**
		 * As the commands of Redis: arguments are plain text or bytes, results are of the
		 * types of RESP. Parameters are text, bytes, numbers, booleans, enums, dates and
		 * times, or what Spring converts a {@code String} to. The last one may be an
		 * array, a variable number of arguments, a collection or a map, which take all
		 * arguments that are left, a map in pairs. Results may have any structure: lists
		 * are arrays, sets are sets, maps and objects are maps, and a method that returns
		 * nothing answers {@code OK}.
		 */
		RESP

	}

}
