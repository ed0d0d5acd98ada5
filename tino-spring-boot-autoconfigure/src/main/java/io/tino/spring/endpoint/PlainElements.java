package io.tino.spring.endpoint;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;

import org.springframework.core.CollectionFactory;

import io.tino.command.Call;
import io.tino.command.CommandArgument;
import io.tino.payload.MismatchedPayloadException;

/**
 * All arguments that are left, each an element of an array or a collection.
 */
final class PlainElements extends EndpointArgument {

	private final int position;

	private final PlainType elementType;

	private final IntFunction<Container> containers;

	private PlainElements(ArgumentDeclaration declaration, PlainType elementType, IntFunction<Container> containers) {
		super(declaration.name(), true);
		this.position = declaration.position();
		this.elementType = elementType;
		this.containers = containers;
	}

	static PlainElements ofArray(ArgumentDeclaration declaration, PlainType elementType) {
		return new PlainElements(declaration, elementType, (size) -> arrayOf(elementType.type(), size));
	}

	/**
	 * Create an instance.
	 * @param declaration the parameter
	 * @param collectionType which collection it is
	 * @param elementType the type of its elements
	 * @return the argument
	 * @throws IllegalArgumentException if no such collection can be made
	 */
	static PlainElements ofCollection(ArgumentDeclaration declaration, Class<?> collectionType, PlainType elementType) {
		Class<?> type = collectionType.isAssignableFrom(List.class) ? List.class : collectionType;
		IntFunction<Container> containers = (size) -> collectionOf(type, elementType.type(), size);
		containers.apply(0);
		return new PlainElements(declaration, elementType, containers);
	}

	private static Container arrayOf(Class<?> elementType, int size) {
		Object array = Array.newInstance(elementType, size);
		return new Container(array, (index, element) -> Array.set(array, index, element));
	}

	private static Container collectionOf(Class<?> type, Class<?> elementType, int size) {
		Collection<Object> collection = CollectionFactory.createCollection(type, elementType, size);
		return new Container(collection, (index, element) -> collection.add(element));
	}

	@Override
	CommandArgument describe(boolean mayBeLeftOut) {
		return this.elementType.describe(name()).asOptional().asMultiple();
	}

	@Override
	public Object resolve(Call call) {
		int size = Math.max(0, call.argumentCount() - this.position);
		Container container = this.containers.apply(size);
		for (int i = 0; i < size; i++) {
			try {
				container.sink().accept(i, this.elementType.converter().convert(call.argument(this.position + i)));
			}
			catch (MismatchedPayloadException ex) {
				throw mismatch(List.of(i), String.valueOf(ex.getMessage()), ex.type());
			}
		}
		return container.value();
	}

	/**
	 * What elements go into.
	 *
	 * @param value the array or collection
	 * @param sink takes its elements
	 */
	private record Container(Object value, Sink sink) {
	}

	/**
	 * Takes the elements of an array or collection, in their order.
	 */
	@FunctionalInterface
	private interface Sink {

		void accept(int index, Object element);

	}

}
