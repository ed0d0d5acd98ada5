package io.tino.payload;

/**
 * Writes the properties of objects of one type.
 */
interface WrittenProperties {

	/**
	 * Write the properties in their order.
	 * @param bean the object that has them
	 * @param out where they go
	 * @param depth how many values they are within
	 * @return how many were written
	 * @throws Throwable if they are left to Jackson, or if a getter throws it
	 */
	int write(Object bean, ArrayOutput out, int depth) throws Throwable;

}
