package io.tino.benchmarks.micro;

import java.io.IOException;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A type that is bound to bytes.
 */
interface Bound {

	/** Append the bytes of a value. */
	void write(Object value, ByteBuf out) throws IOException;

	/** Read the value that is all of some bytes. */
	@Nullable Object read(ByteBuf in) throws IOException;

}
