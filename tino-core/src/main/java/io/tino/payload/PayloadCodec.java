package io.tino.payload;

import java.lang.reflect.Type;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes arguments and results in one {@link PayloadFormat}. Thread-safe.
 *
 * @since 0.1.0
 */
public interface PayloadCodec {

	/**
	 * Return what this codec reads and writes.
	 * @return the format
	 */
	PayloadFormat format();

	/**
	 * Return a reader of values of a type. Callers keep it: finding one takes time, and
	 * may make a value of the type, from an object without properties, to find out
	 * whether one can be made.
	 * @param type the type, with its generics
	 * @param <T> the type of the values
	 * @return the reader
	 * @throws UnsupportedPayloadException if values of the type cannot be decoded
	 */
	<T> PayloadReader<T> reader(Type type);

	/**
	 * Return a writer of values of a type. Callers keep it: finding one takes time.
	 * @param type the type that the values are declared as, with its generics
	 * @param <T> the type of the values
	 * @return the writer
	 */
	<T> PayloadWriter<T> writer(Type type);

	/**
	 * Append a value of any type.
	 * @param value the value, written as what it is at run time
	 * @param out where it is appended
	 * @throws UnsupportedPayloadException if the value cannot be encoded; bytes may have
	 * been appended
	 */
	void write(@Nullable Object value, ByteBuf out);

}
