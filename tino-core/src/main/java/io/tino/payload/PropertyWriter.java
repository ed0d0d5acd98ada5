package io.tino.payload;

import java.lang.invoke.MethodHandle;

import org.jspecify.annotations.Nullable;

/**
 * Writes one property of objects of one type, its name before it.
 * <p>
 * What implements it is a record, as a JIT compiler trusts their fields not to change: of
 * a constant record it makes code that knows the getter and the name.
 */
sealed interface PropertyWriter {

	/**
	 * Write the property.
	 * @param bean the object that has it
	 * @param out where it goes
	 * @param depth how many values it is within
	 * @return how many properties were written: one, or none
	 * @throws Throwable if it is left to Jackson, or if the getter throws it
	 */
	int write(Object bean, ArrayOutput out, int depth) throws Throwable;

	/** Return how to write a property that is never left out. */
	static PropertyWriter of(byte[] name, MethodHandle getter, ValueWriter writer) {
		Class<?> type = getter.type().returnType();
		if (writer == ScalarWriters.INTEGER && type.isPrimitive()) {
			return new IntegerProperty(name, getter.asType(getter.type().changeReturnType(long.class)));
		}
		if (writer == ScalarWriters.BOOLEAN && type.isPrimitive()) {
			return new BooleanProperty(name, getter);
		}
		if (writer == ScalarWriters.DOUBLE && type.isPrimitive()) {
			return new DoubleProperty(name, getter);
		}
		return new ObjectProperty(name, boxed(getter), writer);
	}

	private static MethodHandle boxed(MethodHandle getter) {
		return getter.asType(getter.type().changeReturnType(Object.class));
	}

	/** Return how to write a property that is left out if it is null. */
	static PropertyWriter nonNull(byte[] name, MethodHandle getter, ValueWriter writer) {
		return new NonNullProperty(name, boxed(getter), writer);
	}

	/**
	 * An {@code int} and the like.
	 */
	record IntegerProperty(byte[] name, MethodHandle getter) implements PropertyWriter {

		@Override
		public int write(Object bean, ArrayOutput out, int depth) throws Throwable {
			long value = (long) this.getter.invokeExact(bean);
			out.writeRaw(this.name);
			out.writeLong(value);
			return 1;
		}

	}

	/**
	 * A {@code boolean}.
	 */
	record BooleanProperty(byte[] name, MethodHandle getter) implements PropertyWriter {

		@Override
		public int write(Object bean, ArrayOutput out, int depth) throws Throwable {
			boolean value = (boolean) this.getter.invokeExact(bean);
			out.writeRaw(this.name);
			out.writeBoolean(value);
			return 1;
		}

	}

	/**
	 * A {@code double}.
	 */
	record DoubleProperty(byte[] name, MethodHandle getter) implements PropertyWriter {

		@Override
		public int write(Object bean, ArrayOutput out, int depth) throws Throwable {
			double value = (double) this.getter.invokeExact(bean);
			out.writeRaw(this.name);
			out.writeDouble(value);
			return 1;
		}

	}

	/**
	 * An object, or what is made one.
	 */
	record ObjectProperty(byte[] name, MethodHandle getter, ValueWriter writer) implements PropertyWriter {

		@Override
		public int write(Object bean, ArrayOutput out, int depth) throws Throwable {
			Object value = (@Nullable Object) this.getter.invokeExact(bean);
			out.writeRaw(this.name);
			if (value == null) {
				out.writeNil();
			}
			else {
				this.writer.write(value, out, depth);
			}
			return 1;
		}

	}

	/**
	 * An object that is left out if it is null.
	 */
	record NonNullProperty(byte[] name, MethodHandle getter, ValueWriter writer) implements PropertyWriter {

		@Override
		public int write(Object bean, ArrayOutput out, int depth) throws Throwable {
			Object value = (@Nullable Object) this.getter.invokeExact(bean);
			if (value == null) {
				return 0;
			}
			out.writeRaw(this.name);
			this.writer.write(value, out, depth);
			return 1;
		}

	}

	/**
	 * The absence of a property.
	 */
	record NoProperty() implements PropertyWriter {

		@Override
		public int write(Object bean, ArrayOutput out, int depth) {
			return 0;
		}

	}

}
