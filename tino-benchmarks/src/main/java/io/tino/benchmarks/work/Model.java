package io.tino.benchmarks.work;

import java.util.List;
import java.util.Map;

/**
 * The model that nests of the sample application.
 *
 * @param a a number
 * @param b a boolean
 * @param c models in a list
 * @param d models by name
 * @param e a text
 * @param f a text
 * @param g a text
 * @param h a text
 * @param i a text
 */
public record Model(int a, boolean b, List<Model> c, Map<String, Model> d, String e, String f, String g, String h,
		String i) {
}
