package io.tino.spring.client;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AliasFor;

import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoContract;

/**
 * Makes beans of interfaces with {@link TinoCommand} methods, which call the commands of
 * a server. Stands on a configuration class, as often as there are servers. If it names
 * neither types nor packages, the interfaces in the package of that class are taken, and
 * in those below.
 * <p>
 * What a method of such an interface may be is said by {@link TinoProxyFactory}. A bean
 * has the type of its interface and its group as {@code @Qualifier}; its name is the
 * group, a {@code #}, and the name of the interface.
 * <p>
 * The beans call by the {@link TinoTemplate} of their group. That of the group
 * {@value #DEFAULT_GROUP} is the template that is injected anywhere; that of any other
 * has the group as {@code @Qualifier}. With Spring Boot, there is one of each group in
 * {@code tino.clients.<group>.*}.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(ImportTinoClients.Container.class)
@Import(TinoClientRegistrar.class)
public @interface ImportTinoClients {

	/**
	 * The name of the group for which no other name is given.
	 */
	String DEFAULT_GROUP = "default";

	/**
	 * The interfaces. The same as {@link #types()}.
	 * @return the interfaces
	 */
	@AliasFor("types")
	Class<?>[] value() default {};

	/**
	 * The interfaces.
	 * @return the interfaces
	 */
	@AliasFor("value")
	Class<?>[] types() default {};

	/**
	 * Packages in which, and below which, to look for interfaces that have
	 * {@link TinoCommand} methods or are annotated with {@link TinoContract}.
	 * @return the names of the packages
	 */
	String[] basePackages() default {};

	/**
	 * Classes in whose packages to look, as {@link #basePackages()} are.
	 * @return any classes of the packages
	 */
	Class<?>[] basePackageClasses() default {};

	/**
	 * The group: the beans of one call the same server, in the same way.
	 * @return the name of the group, {@value #DEFAULT_GROUP} by default
	 */
	String group() default DEFAULT_GROUP;

	/**
	 * Exception classes of this application, annotated with
	 * {@link io.tino.spring.endpoint.TinoError}, that the beans throw for their codes,
	 * rather than what {@link TinoContract#errors()} says.
	 * @return the classes
	 */
	Class<? extends Throwable>[] errors() default {};

	/**
	 * Holds several {@link ImportTinoClients}.
	 */
	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@Documented
	@Import(TinoClientRegistrar.class)
	@interface Container {

		/**
		 * The annotations.
		 * @return the annotations
		 */
		ImportTinoClients[] value();

	}

}
