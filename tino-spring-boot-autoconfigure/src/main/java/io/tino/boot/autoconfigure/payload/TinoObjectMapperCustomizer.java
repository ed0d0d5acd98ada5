package io.tino.boot.autoconfigure.payload;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Customizes how Jackson encodes and decodes arguments and results. What is configured
 * here holds for MessagePack and for JSON; but not for scalars, strings, byte arrays and
 * their lists that are a whole argument or result in MessagePack, which do without
 * Jackson.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TinoObjectMapperCustomizer {

	/**
	 * Customize the mapper before it is used.
	 * @param mapper the mapper of MessagePack, already configured
	 */
	void customize(ObjectMapper mapper);

}
