package io.tino.spring.client;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * A kind of return types: how methods that return them call their commands. There is one
 * of each kind, and another kind is one more of them in {@link #ALL}.
 */
interface ReturnKind {

	/** The first that supports a type is the kind of that type. */
	List<ReturnKind> ALL = all();

	private static List<ReturnKind> all() {
		List<ReturnKind> kinds = new ArrayList<>(List.of(new StageReturn(), new StreamReturn(), new IteratorReturn(),
				new IterableReturn(), new PublisherReturn()));
		if (ClassUtils.isPresent("reactor.core.publisher.Mono", ReturnKind.class.getClassLoader())) {
			kinds.add(new MonoReturn());
			kinds.add(new FluxReturn());
		}
		kinds.add(new ValueReturn());
		return List.copyOf(kinds);
	}

	/**
	 * Find the kind of a type.
	 * @param returnType the return type of a method
	 * @return the kind
	 */
	static ReturnKind of(Type returnType) {
		Class<?> rawType = ResolvableType.forType(returnType).toClass();
		return ALL.stream().filter((kind) -> kind.supports(rawType)).findFirst().orElseThrow();
	}

	/**
	 * Tell whether a type is of this kind.
	 * @param returnType the class of the return type
	 * @return whether it is
	 */
	boolean supports(Class<?> returnType);

	/**
	 * Tell whether a method waits for the reply, and throws what goes wrong.
	 * @return whether it does, {@code false} by default
	 */
	default boolean isSynchronous() {
		return false;
	}

	/**
	 * Return what replies are decoded to.
	 * @param returnType the return type of a method
	 * @return the type argument by default, which may be anything for a raw type
	 */
	default Type replyType(Type returnType) {
		return (returnType instanceof ParameterizedType parameterized) ? parameterized.getActualTypeArguments()[0]
				: Object.class;
	}

	/**
	 * Call a command as a method does that returns this kind of types.
	 * @param command the command
	 * @param arguments the arguments of the method
	 * @return what the method returns
	 * @throws Throwable what the method throws
	 */
	@Nullable Object call(RemoteCommand command, @Nullable Object[] arguments) throws Throwable;

}
