package io.tino.payload;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ser.PropertyWriter;

/**
 * The order in which properties are expected: that in which they are written.
 */
final class PropertyOrder {

	private PropertyOrder() {
	}

	static List<String> of(JavaType type, Set<String> names, ObjectMapper mapper) throws JsonMappingException {
		Set<String> ordered = new LinkedHashSet<>();
		Iterator<PropertyWriter> written = mapper.getSerializerProviderInstance()
			.findValueSerializer(type)
			.properties();
		while (written.hasNext()) {
			ordered.add(written.next().getName());
		}
		ordered.retainAll(names);
		ordered.addAll(names);
		return new ArrayList<>(ordered);
	}

}
