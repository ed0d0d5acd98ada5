package io.tino.payload;

import java.lang.invoke.MethodHandle;

import io.tino.payload.MessagePackInput.Unreadable;

/**
 * Reads one property of objects of one type.
 * <p>
 * What implements it is a record, as a JIT compiler trusts their fields not to change: of
 * a constant record it makes code that knows the setter and the name.
 */
sealed interface PropertyReader {

	/** Return the name, as MessagePack. */
	byte[] name();

	/**
	 * Read the value.
	 * @param in where it is
	 * @param values where it goes
	 * @param depth how many levels of arrays and maps are left
	 * @throws Unreadable if it is left to Jackson
	 * @throws Throwable if the setter throws it
	 */
	void read(ArrayInput in, BeanValues values, int depth) throws Throwable;

	/** Take the property to be absent. */
	default void absent(BeanValues values) {
		throw Unreadable.INSTANCE;
	}

	/**
	 * An argument of the constructor.
	 */
	record Argument(byte[] name, int index, ValueReader reader, boolean primitive,
			boolean optional) implements PropertyReader {

		@Override
		public void read(ArrayInput in, BeanValues values, int depth) throws Throwable {
			Object value = this.reader.read(in, depth);
			if (value == null && this.primitive) {
				throw Unreadable.INSTANCE;
			}
			values.arguments[this.index] = value;
		}

		@Override
		public void absent(BeanValues values) {
			if (!this.optional) {
				throw Unreadable.INSTANCE;
			}
		}

	}

	/**
	 * What a setter is called with, or a field is set to.
	 */
	record Setter(byte[] name, MethodHandle setter, ValueReader reader, boolean primitive) implements PropertyReader {

		@Override
		public void read(ArrayInput in, BeanValues values, int depth) throws Throwable {
			Object value = this.reader.read(in, depth);
			if (value == null && this.primitive) {
				throw Unreadable.INSTANCE;
			}
			this.setter.invokeExact(values.bean, value);
		}

		@Override
		public void absent(BeanValues values) {
			// The object has a value
		}

	}

	/**
	 * The absence of a property.
	 */
	record NoProperty() implements PropertyReader {

		private static final byte[] NONE = { (byte) 0xc1 }; // begins no name

		@Override
		public byte[] name() {
			return NONE;
		}

		@Override
		public void read(ArrayInput in, BeanValues values, int depth) {
			throw Unreadable.INSTANCE;
		}

	}

}
