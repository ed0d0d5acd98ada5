package io.tino.spring.listener;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has a method of a bean take the messages that are published to channels. May stand on
 * the method of an interface that the bean implements.
 * <p>
 * The method returns nothing and takes the message, decoded to the type of its parameter,
 * or a {@link io.tino.client.TinoMessage} of it; and the name of the channel, in a
 * {@code String} parameter annotated with {@link TinoChannel @TinoChannel}. All of them
 * may be left out. A parameter that is {@code Optional} or {@code @Nullable} takes a
 * null. {@code @Valid} and constraints on the parameter are honoured.
 * <p>
 * The method runs on a worker thread, for one message after another in the order in which
 * they come. A message comes at most once: what is published while the connection is
 * broken is lost, and so is a message that the method fails on or that is not of the
 * type, which is logged.
 *
 * @since 0.1.0
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface TinoListener {

	/**
	 * The names of the channels. Placeholders such as <code>${orders.channel}</code> are
	 * replaced.
	 * @return the names
	 */
	String[] channels() default {};

	/**
	 * Patterns of names, as Redis takes them: {@code *} stands for any characters,
	 * {@code ?} for one, {@code [a-c]} for one of some. Placeholders are replaced.
	 * @return the patterns
	 */
	String[] patterns() default {};

	/**
	 * What logs and meters call the listener: by default the name of the bean and that of
	 * the method, {@code shop.onOrder}.
	 * @return the id
	 */
	String id() default "";

}
