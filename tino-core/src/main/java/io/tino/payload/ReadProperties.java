package io.tino.payload;

import io.tino.payload.MessagePackInput.Unreadable;

/**
 * Reads the properties of objects of one type, and makes the objects.
 */
interface ReadProperties {

	/**
	 * Read properties that come in the expected order, up to the first that does not.
	 * @param in where they are
	 * @param size how many are there
	 * @param values where they go
	 * @param depth how many levels of arrays and maps are left
	 * @return how many were read
	 * @throws Unreadable if they are left to Jackson
	 * @throws Throwable if a setter throws it
	 */
	int read(ArrayInput in, int size, BeanValues values, int depth) throws Throwable;

	/**
	 * Make the object.
	 * @param values the arguments of its constructor, if that has any
	 * @return the object
	 * @throws Throwable if the constructor throws it
	 */
	Object create(BeanValues values) throws Throwable;

}
