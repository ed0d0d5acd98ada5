package io.tino.spring.endpoint;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

import io.tino.spring.method.AbsentValue;

/**
 * What a parameter that is an argument of the command is declared as.
 *
 * @param where the parameter, as a message names it
 * @param name the parameter's name
 * @param position which argument of the command it is, or the first of several, counted
 * from 0
 * @param type the parameter's type
 * @param nullable whether it may be a null
 */
record ArgumentDeclaration(String where, String name, int position, Type type, boolean nullable) {

	/** Return the value of the parameter if there is no argument for it. */
	@Nullable Object absent() {
		return AbsentValue.of(this.type);
	}

	/** Tell whether the method does without. */
	boolean isOptional() {
		return this.nullable || absent() != null;
	}

}
