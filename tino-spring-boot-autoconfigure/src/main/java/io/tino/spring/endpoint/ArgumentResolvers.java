package io.tino.spring.endpoint;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.security.Principal;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionService;
import org.springframework.validation.annotation.Validated;

import io.tino.command.Call;
import io.tino.command.CommandArgument;
import io.tino.command.TinoConnection;
import io.tino.spring.method.DeferredTypes;

/**
 * The parameters of one method.
 */
final class ArgumentResolvers {

	private final EndpointMethod method;

	private final ListableBeanFactory beanFactory;

	private final EndpointFormat format;

	private final ContextParameters context;

	private final ArgumentResolver[] resolvers;

	private final List<EndpointArgument> arguments = new ArrayList<>();

	private @Nullable MethodParameter streamParameter;

	private @Nullable StreamArgument stream;

	private ArgumentResolvers(EndpointMethod method, ListableBeanFactory beanFactory, EndpointFormat format,
			ConversionService conversions) {
		this.method = method;
		this.beanFactory = beanFactory;
		this.format = format;
		this.context = new ContextParameters(method, conversions);
		this.resolvers = method.parameters().stream().map(this::resolver).toArray(ArgumentResolver[]::new);
		format.checkOrder(method, this.arguments);
	}

	/**
	 * Find out how the parameters of a method get their values.
	 * @param method the method
	 * @param beanFactory has the factories of connection state
	 * @param format how the command takes arguments
	 * @param conversions converts headers
	 * @return the parameters
	 * @throws InvalidEndpointException if there is no way for one of them
	 */
	static ArgumentResolvers of(EndpointMethod method, ListableBeanFactory beanFactory, EndpointFormat format,
			ConversionService conversions) {
		return new ArgumentResolvers(method, beanFactory, format, conversions);
	}

	private ArgumentResolver resolver(MethodParameter parameter) {
		Class<?> type = parameter.nestedIfOptional().getNestedParameterType();
		if (parameter.hasParameterAnnotation(ConnectionState.class)) {
			return connectionState(parameter);
		}
		if (TinoConnection.class.isAssignableFrom(parameter.getParameterType())) {
			return Call::connection;
		}
		if (parameter.hasParameterAnnotation(Auth.class) || Principal.class.isAssignableFrom(type)) {
			return principal(parameter, type);
		}
		ArgumentResolver ofContext = this.context.find(parameter);
		return (ofContext != null) ? ofContext : argument(parameter);
	}

	private ArgumentResolver connectionState(MethodParameter parameter) {
		Type stateType = this.method.resolve(parameter.getGenericParameterType());
		ResolvableType factoryType = ResolvableType.forClassWithGenerics(ConnectionStateFactory.class,
				ResolvableType.forType(stateType));
		List<ConnectionStateFactory<?>> factories = this.beanFactory
			.<ConnectionStateFactory<?>>getBeanProvider(factoryType)
			.orderedStream()
			.toList();
		if (factories.size() != 1) {
			throw invalid(parameter,
					"is annotated with @ConnectionState, but there "
							+ (factories.isEmpty() ? "is no" : "is more than one")
							+ " bean of type ConnectionStateFactory<" + stateType.getTypeName() + ">",
					"Define exactly one such bean, with its type argument in the return type of the bean method.");
		}
		return new ConnectionStateArgument<>(factories.get(0));
	}

	private ArgumentResolver principal(MethodParameter parameter, Class<?> type) {
		if (!Principal.class.isAssignableFrom(type)) {
			throw invalid(parameter, "is annotated with @Auth but is no java.security.Principal",
					"Declare it as Principal, or as the type of the principals of your TinoAuthenticator, "
							+ "which implements Principal.");
		}
		return new PrincipalArgument(type, parameter.getParameterType() == Optional.class, parameter.isOptional());
	}

	private ArgumentResolver argument(MethodParameter parameter) {
		Type type = this.method.resolve(parameter.getGenericParameterType());
		if (StreamArgument.isOf(parameter.getParameterType())) {
			return stream(parameter, type);
		}
		String deferred = DeferredTypes.find(type);
		if (deferred != null) {
			throw invalid(parameter, "takes a " + deferred + ", which no argument is decoded to",
					"Declare it as the value itself, or as a List of the values. A stream is declared as Iterator, "
							+ "Flow.Publisher or Flux, of values.");
		}
		if (parameter.hasParameterAnnotation(Validated.class)) {
			throw invalid(parameter, "is annotated with @Validated, which has no effect there",
					"Annotate it with @Valid. For groups, annotate the method or its class with @Validated.");
		}
		String name = Objects.requireNonNullElse(parameter.getParameterName(), "arg" + parameter.getParameterIndex());
		EndpointArgument argument = this.format.argument(new ArgumentDeclaration(this.method.describe(parameter), name,
				this.arguments.size(), type, parameter.isOptional()));
		this.arguments.add(argument);
		return argument;
	}

	private ArgumentResolver stream(MethodParameter parameter, Type type) {
		if (this.streamParameter != null) {
			throw invalid(parameter, "takes a second stream, but a client sends one", "Take one stream.");
		}
		Type itemType = (type instanceof ParameterizedType parameterized) ? parameterized.getActualTypeArguments()[0]
				: Object.class;
		String deferred = DeferredTypes.find(itemType);
		if (deferred != null) {
			throw invalid(parameter, "takes a stream of " + deferred + ", which no item is decoded to",
					"Declare it as a stream of the values themselves.");
		}
		String name = Objects.requireNonNullElse(parameter.getParameterName(), "arg" + parameter.getParameterIndex());
		this.streamParameter = parameter;
		this.stream = new StreamArgument(parameter.getParameterType(), this.format
			.streamedItems(new ArgumentDeclaration(this.method.describe(parameter), name, 0, itemType, false)));
		return this.stream;
	}

	/** Tell whether the method takes a stream. */
	boolean takeStream() {
		return this.stream != null;
	}

	/**
	 * Refuse what would have the event loop wait for itself.
	 * @throws InvalidEndpointException if the method waits for its stream
	 */
	void requireNonBlocking() {
		if (this.stream != null && this.stream.isBlocking() && this.streamParameter != null) {
			throw invalid(this.streamParameter,
					"takes an Iterator, which is waited for, but the method runs on the event loop",
					"Take a Flow.Publisher or Flux, or return a value or Stream without blocking = false.");
		}
	}

	private InvalidEndpointException invalid(MethodParameter parameter, String problem, String action) {
		return new InvalidEndpointException(this.method.describe(parameter), problem, action);
	}

	/**
	 * Describe the arguments of the command. One may be left out if it is optional, and
	 * all behind it are.
	 */
	List<CommandArgument> describe() {
		LinkedList<CommandArgument> described = new LinkedList<>();
		boolean optional = true;
		for (int i = this.arguments.size() - 1; i >= 0; i--) {
			optional &= this.arguments.get(i).isOptional();
			described.addFirst(this.arguments.get(i).describe(optional));
		}
		return described;
	}

	/** Tell whether a parameter needs an authenticated connection. */
	boolean requireAuthentication() {
		for (ArgumentResolver resolver : this.resolvers) {
			if (resolver instanceof PrincipalArgument principal && principal.requiresAuthentication()) {
				return true;
			}
		}
		return false;
	}

	/** Return the parameter of the method if callers send its value, or null. */
	@Nullable SentValue sentValueAt(int parameterIndex) {
		return (this.resolvers[parameterIndex] instanceof SentValue value) ? value : null;
	}

	/** Return the names of the headers that the method takes, in lower case. */
	Set<String> headers() {
		return this.context.headers();
	}

	/** Return what finds the values of all parameters, in their order. */
	ArgumentResolver[] resolvers() {
		return this.resolvers.clone();
	}

	/**
	 * Find the values of all parameters.
	 * @param call the call
	 * @return the values, to invoke the method with
	 */
	@Nullable Object[] resolve(Call call) {
		Object[] values = new Object[this.resolvers.length];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.resolvers[i].resolve(call);
		}
		return values;
	}

}
