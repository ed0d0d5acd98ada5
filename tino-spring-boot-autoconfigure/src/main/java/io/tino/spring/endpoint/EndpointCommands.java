package io.tino.spring.endpoint;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

import io.tino.command.Command;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;
import io.tino.command.Permission;
import io.tino.convert.ResultConverters;
import io.tino.payload.PayloadCodecs;

/**
 * Finds the endpoints among beans and makes commands of their methods.
 *
 * @since 0.1.0
 */
public final class EndpointCommands {

	private static final boolean VALIDATION_PRESENT = ClassUtils.isPresent("jakarta.validation.Validator",
			EndpointCommands.class.getClassLoader());

	private final ListableBeanFactory beanFactory;

	private final Map<TinoEndpoint.Format, EndpointFormat> formats;

	private final List<TinoExceptionHandler> exceptionHandlers;

	private final ConversionService conversions;

	/** The names of the headers that methods of endpoints take. */
	private final Set<String> headers = ConcurrentHashMap.newKeySet();

	/** The names of the beans that are endpoints. */
	private volatile @Nullable Set<String> found;

	/**
	 * Create an instance.
	 * @param beanFactory the beans: endpoints, factories of connection state, exception
	 * handlers, and a {@code Validator} if arguments are to be validated
	 * @param codecs decode arguments and encode results
	 * @param conversions converts plain arguments and headers to types of the application
	 * @param results converts results to the types of RESP
	 */
	public EndpointCommands(ListableBeanFactory beanFactory, PayloadCodecs codecs, ConversionService conversions,
			ResultConverters results) {
		this.beanFactory = beanFactory;
		this.conversions = conversions;
		this.formats = Map.of(TinoEndpoint.Format.PAYLOAD, new PayloadEndpointFormat(codecs), TinoEndpoint.Format.RESP,
				new RespEndpointFormat(conversions, results));
		this.exceptionHandlers = beanFactory.getBeanProvider(TinoExceptionHandler.class).orderedStream().toList();
	}

	/**
	 * Check the codes of the exception classes of an application that are annotated with
	 * {@link TinoError}. If there is a {@code MetadataReaderFactory}, as Spring Boot has
	 * one while an application starts, it reads their files, which it may have done
	 * already.
	 * @param packages the names of the packages to look for them in
	 * @throws InvalidEndpointException if a code must not be sent
	 */
	public void checkErrorCodes(Collection<String> packages) {
		ErrorCodeCheck.check(packages, ClassUtils.getDefaultClassLoader(),
				this.beanFactory.getBeanProvider(MetadataReaderFactory.class).getIfUnique());
	}

	/**
	 * Find all endpoints. Creates their beans.
	 * @return the commands
	 * @throws InvalidEndpointException if an endpoint cannot be exposed the way it is
	 * written
	 */
	public List<Command> find() {
		List<Command> commands = new ArrayList<>();
		Set<String> names = new HashSet<>();
		for (String beanName : this.beanFactory.getBeanNamesForAnnotation(TinoEndpoint.class)) {
			Object bean = ScopedProxyUtils.isScopedTarget(beanName) ? null : endpoint(beanName);
			if (bean != null) {
				names.add(beanName);
				commands.addAll(commandsOf(beanName, bean));
			}
		}
		this.found = names;
		return commands;
	}

	private @Nullable Object endpoint(String beanName) {
		if (!this.beanFactory.isSingleton(beanName)) {
			throw new InvalidEndpointException("Bean '" + beanName + "'",
					"is an endpoint but no singleton, so that there is no one bean to invoke",
					"Remove its scope, or set the scope's proxyMode to ScopedProxyMode.TARGET_CLASS.");
		}
		Object bean = this.beanFactory.getBean(beanName);
		return bean.equals(null) ? null : bean; // what a @Bean method returned as null
	}

	/**
	 * Return the headers that the endpoints take which have been found: those that
	 * parameters annotated with {@link TinoHeader} are.
	 * @return their names, in lower case
	 */
	public Set<String> headers() {
		return Set.copyOf(this.headers);
	}

	/**
	 * Tell whether a bean was among the endpoints.
	 * @param beanName the name of the bean
	 * @return whether it was, or nothing is known as nobody has asked for the endpoints
	 */
	boolean hasFound(String beanName) {
		Set<String> names = this.found;
		return names == null || names.contains(beanName);
	}

	private List<Command> commandsOf(String beanName, Object bean) {
		Class<?> beanClass = ClassUtils.getUserClass(AopUtils.getTargetClass(bean));
		TinoEndpoint endpoint = this.beanFactory.findAnnotationOnBean(beanName, TinoEndpoint.class);
		Assert.state(endpoint != null, () -> "Bean '" + beanName + "' is no endpoint");
		Map<Method, TinoCommand> methods = MethodIntrospector.selectMethods(beanClass,
				(MethodIntrospector.MetadataLookup<@Nullable TinoCommand>) (method) -> AnnotatedElementUtils
					.findMergedAnnotation(method, TinoCommand.class));
		if (methods.isEmpty()) {
			throw new InvalidEndpointException("Class " + beanClass.getName(),
					"is annotated with @TinoEndpoint but has no method annotated with @TinoCommand",
					"Annotate the methods to expose with @TinoCommand.");
		}
		List<Command> commands = new ArrayList<>();
		methods.forEach((method, annotation) -> commands
			.add(command(endpoint, annotation, bean, EndpointMethod.of(bean, beanClass, method))));
		return commands;
	}

	private Command command(TinoEndpoint endpoint, TinoCommand annotation, Object bean, EndpointMethod method) {
		for (Class<?> exceptionType : method.method().getExceptionTypes()) {
			EndpointFailures.requireUsableCode(exceptionType);
		}
		EndpointFormat format = Objects.requireNonNull(this.formats.get(endpoint.format()));
		CommandSpec.Builder spec = describe(endpoint, annotation, method);
		ArgumentResolvers arguments = ArgumentResolvers.of(method, this.beanFactory, format, this.conversions);
		this.headers.addAll(arguments.headers());
		EndpointResult result = EndpointResult.of(method, format);
		boolean eventLoop = result.isAsynchronous() || !annotation.blocking();
		if (eventLoop) {
			arguments.requireNonBlocking();
		}
		boolean authenticationRequired = arguments.requireAuthentication()
				|| method.annotated().hasMethodAnnotation(AuthRequired.class)
				|| AnnotatedElementUtils.hasAnnotation(method.beanClass(), AuthRequired.class);
		spec.arguments(arguments.describe())
			.plain(format.isPlain())
			.returnsStream(result.isStream())
			.takesStream(arguments.takeStream())
			.completesAtOnce(!result.isAsynchronous() && !result.isStream() && !arguments.takeStream())
			.execution(eventLoop ? Execution.EVENT_LOOP : Execution.WORKER)
			.permission(authenticationRequired ? Permission.AUTHENTICATED : Permission.ALL);
		EndpointInvocation invocation = EndpointInvocation.of(method, arguments, validation(bean, method, arguments));
		return new EndpointCommand(spec.build(), method, invocation, result, this.exceptionHandlers);
	}

	private static CommandSpec.Builder describe(TinoEndpoint endpoint, TinoCommand annotation, EndpointMethod method) {
		String beanName = method.beanClass().getSimpleName();
		String name = new CommandDeclaration(method.beanClass(), method.method(), annotation).name(endpoint.prefix(),
				InvalidEndpointException::new);
		return CommandSpec.named(name)
			.summary(annotation.summary().isEmpty() ? "Calls " + beanName + "." + method.method().getName()
					: annotation.summary())
			.group(endpoint.group().isEmpty() ? beanName.toLowerCase(Locale.ROOT) : endpoint.group())
			.since(annotation.since());
	}

	private @Nullable EndpointValidation validation(Object bean, EndpointMethod method, ArgumentResolvers arguments) {
		if (!VALIDATION_PRESENT) {
			return null;
		}
		Validator validator = this.beanFactory.getBeanProvider(Validator.class).getIfAvailable();
		return (validator != null) ? EndpointValidation.of(validator, bean, method, arguments) : null;
	}

}
