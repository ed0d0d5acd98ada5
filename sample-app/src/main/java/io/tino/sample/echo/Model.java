package io.tino.sample.echo;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A model that nests.
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
public record Model(int a, boolean b, @Nullable List<Model> c, @Nullable Map<String, Model> d, @Nullable String e,
		@Nullable String f, @Nullable String g, @Nullable String h, @Nullable String i) {
}
