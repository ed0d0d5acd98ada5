package io.tino.spring.scope;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.annotation.AliasFor;

/**
 * Gives each connection a bean of its own. It is made when a call first uses it and
 * destroyed after the connection is closed or reset, on the worker executor. What is
 * injected is a proxy, which finds the bean of the connection whose call runs on the
 * thread.
 * <p>
 * The connection is known on the thread that an endpoint's method is invoked on, until
 * the method returns. What it continues elsewhere, as the stages of a
 * {@code CompletableFuture}, has to take what it needs along, or has Micrometer's context
 * propagation do so.
 *
 * @since 0.1.0
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Scope(TinoConnectionScope.NAME)
public @interface TinoConnectionScope {

	/**
	 * The name of the scope.
	 */
	String NAME = "tinoConnection";

	/**
	 * How the proxy is made.
	 * @return {@link ScopedProxyMode#TARGET_CLASS} by default
	 */
	@AliasFor(annotation = Scope.class)
	ScopedProxyMode proxyMode() default ScopedProxyMode.TARGET_CLASS;

}
