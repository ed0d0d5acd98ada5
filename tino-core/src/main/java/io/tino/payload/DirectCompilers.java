package io.tino.payload;

import java.lang.reflect.Type;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * Makes what writes and reads values without a mapper, if it is one of those whose values
 * may be.
 */
final class DirectCompilers {

	private final ObjectMapper mapper;

	private final boolean enabled;

	private final WriterCompiler writers;

	private final ReaderCompiler readers;

	DirectCompilers(ObjectMapper mapper) {
		this.mapper = mapper;
		this.enabled = DirectMappers.include(mapper);
		this.writers = new WriterCompiler(mapper);
		this.readers = new ReaderCompiler(mapper);
	}

	/** Make what writes values of a type, or {@code null} if Jackson does. */
	@Nullable ValueWriter writer(Type type) {
		return this.enabled ? this.writers.compile(this.mapper.constructType(type)) : null;
	}

	/** Make what reads values of a type, or {@code null} if Jackson does. */
	@Nullable ValueReader reader(Type type) {
		return this.enabled ? this.readers.compile(this.mapper.constructType(type)) : null;
	}

}
