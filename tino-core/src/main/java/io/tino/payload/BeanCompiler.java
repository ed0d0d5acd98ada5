package io.tino.payload;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.introspect.AnnotatedWithParams;
import org.jspecify.annotations.Nullable;

import io.tino.payload.BeanReader.BeanShape;

/**
 * Puts the reader of beans of one class together, property by property.
 */
final class BeanCompiler {

	private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

	private final DeserializerShapes.Bean shape;

	private final List<PropertyReader> properties = new ArrayList<>();

	private final Map<String, Integer> names = new HashMap<>();

	private final @Nullable MethodHandle creator;

	private int arguments;

	BeanCompiler(DeserializerShapes.Bean shape) throws ReflectiveOperationException {
		this.shape = shape;
		AnnotatedWithParams member = shape.isCreatedWithArguments() ? shape.getValueInstantiator().getWithArgsCreator()
				: shape.getValueInstantiator().getDefaultCreator();
		this.creator = (member != null) ? creator(member.getMember()) : null;
	}

	private static MethodHandle creator(Member member) throws IllegalAccessException {
		return (member instanceof Constructor<?> constructor) ? LOOKUP.unreflectConstructor(constructor)
				: LOOKUP.unreflect((Method) member);
	}

	/**
	 * Add a property.
	 * @param names its names, the first of which is the one that it is written with
	 * @param property the property
	 * @param reader what reads its values
	 * @param optional whether an argument is null if it is absent
	 */
	void add(List<String> names, SettableBeanProperty property, ValueReader reader, boolean optional)
			throws ReflectiveOperationException {
		for (String name : names) {
			if (this.shape.find(name) == property) {
				this.names.put(name, this.properties.size());
			}
		}
		byte[] name = encoded(names.get(0));
		this.properties.add(this.shape.isCreatedWithArguments() ? argument(name, property, reader, optional)
				: setter(name, property, reader));
	}

	private static byte[] encoded(String name) {
		ArrayOutput out = new ArrayOutput();
		out.writeString(name);
		return out.toArray();
	}

	private PropertyReader argument(byte[] name, SettableBeanProperty property, ValueReader reader, boolean optional) {
		this.arguments++;
		return new PropertyReader.Argument(name, property.getCreatorIndex(), reader, property.getType().isPrimitive(),
				optional);
	}

	private static PropertyReader setter(byte[] name, SettableBeanProperty property, ValueReader reader)
			throws IllegalAccessException {
		Member member = property.getMember().getMember();
		MethodHandle setter = (member instanceof Field field) ? LOOKUP.unreflectSetter(field)
				: LOOKUP.unreflect((Method) member);
		boolean primitive = setter.type().parameterType(1).isPrimitive();
		MethodType type = MethodType.methodType(void.class, Object.class, Object.class);
		return new PropertyReader.Setter(name, setter.asType(type), reader, primitive);
	}

	/**
	 * Return the reader.
	 * @param failsOnOthers whether properties of other names are refused, unless the type
	 * says otherwise
	 * @return the reader, or {@code null} if not all arguments are properties
	 */
	@Nullable ValueReader reader(boolean failsOnOthers) throws IOException, ReflectiveOperationException {
		if (this.creator == null || this.creator.type().parameterCount() != this.arguments) {
			return null;
		}
		boolean ignoresOthers = this.shape.ignoresAllUnknown() || !failsOnOthers;
		boolean bySetters = !this.shape.isCreatedWithArguments();
		MethodHandle spread = this.creator.asType(MethodType.genericMethodType(this.arguments))
			.asSpreader(Object[].class, this.arguments);
		return BeanReader.of(
				new BeanShape(this.shape.handledType(), spread, this.arguments, bySetters, this.names, ignoresOthers),
				this.properties);
	}

}
