package io.tino.spring.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Defines a class for each method from the bytes of {@link ConstantInvocation}, so that
 * method and parameters are constants of the class and the JVM compiles calls through to
 * the bean.
 */
final class ConstantInvocations {

	private static final Logger logger = LoggerFactory.getLogger(ConstantInvocations.class);

	private static final byte @Nullable [] TEMPLATE = readTemplate();

	private ConstantInvocations() {
	}

	private static byte @Nullable [] readTemplate() {
		String name = ConstantInvocation.class.getSimpleName() + ".class";
		try (InputStream bytes = ConstantInvocation.class.getResourceAsStream(name)) {
			return (bytes != null) ? bytes.readAllBytes() : null;
		}
		catch (IOException ex) {
			logger.debug("Methods of endpoints are invoked the general way, as {} cannot be read", name, ex);
			return null;
		}
	}

	/**
	 * Define the class of a method.
	 * @param method the method
	 * @param arguments its parameters
	 * @return an instance, or {@code null} if there are more parameters than the class
	 * has constants, or the JVM defines no classes, as in a native image
	 */
	static @Nullable EndpointInvocation define(EndpointMethod method, ArgumentResolvers arguments) {
		ArgumentResolver[] resolvers = arguments.resolvers();
		if (TEMPLATE == null || resolvers.length > ConstantInvocation.MAX_PARAMETERS) {
			return null;
		}
		try {
			Lookup defined = MethodHandles.lookup()
				.defineHiddenClassWithClassData(TEMPLATE, new ConstantInvocation.Parts(method.handle(), resolvers),
						true);
			return (EndpointInvocation) defined.lookupClass().getDeclaredConstructor().newInstance();
		}
		catch (ReflectiveOperationException | LinkageError | UnsupportedOperationException ex) {
			logger.debug("{} is invoked the general way, as no class can be defined for it", method, ex);
			return null;
		}
	}

}
