package io.tino.sample;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of {@link io.tino.sample.echo.Model}, as a client has them that lacks the class.
 */
final class Models {

	private static final Map<String, Object> LEAF = Map.of("a", 1, "b", true, "c", List.of(), "d", Map.of(), "e", "e",
			"f", "f", "g", "g", "h", "h", "i", "i");

	private Models() {
	}

	static Map<String, Object> nested() {
		Map<String, Object> model = new HashMap<>(LEAF);
		model.put("c", List.of(LEAF, LEAF));
		model.put("d", Map.of("x", LEAF));
		return model;
	}

}
