package io.tino.payload;

import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/**
 * MessagePack. Integers, floating-point numbers, booleans, strings, byte arrays, lists of
 * those and values of no particular type are read and written in place. So are records
 * and beans, as Jackson would read and write them, by code made for each type; what is
 * not fully understood of a type goes through Jackson.
 *
 * @since 0.1.0
 */
public final class MessagePackCodec implements PayloadCodec {

	private final DeferredJackson jackson;

	private final DirectPayloads direct;

	private final MessagePackReaders readers;

	private final int maxDepth;

	/**
	 * Create a codec with the {@linkplain PayloadLimits#DEFAULT default limits}.
	 * @param mapper a mapper of MessagePack, such as {@link PayloadMappers#messagePack()}
	 */
	public MessagePackCodec(ObjectMapper mapper) {
		this(mapper, PayloadLimits.DEFAULT);
	}

	/**
	 * Create a codec.
	 * @param mapper a mapper of MessagePack, such as {@link PayloadMappers#messagePack()}
	 * @param limits the limits of a value that is read
	 */
	public MessagePackCodec(ObjectMapper mapper, PayloadLimits limits) {
		this(() -> mapper, limits, (type) -> false);
	}

	/**
	 * Create a codec.
	 * @param mapper gives the mapper, once it is needed
	 * @param limits the limits of a value that is read
	 * @param certain tells of which types the mapper need not be asked before there is a
	 * value
	 */
	MessagePackCodec(Supplier<ObjectMapper> mapper, PayloadLimits limits, Predicate<Type> certain) {
		this.jackson = new DeferredJackson(mapper, false, certain); // the scanner has
		this.direct = new DirectPayloads(mapper, limits.maxNestingDepth());
		this.readers = new MessagePackReaders(limits.maxNestingDepth());
		this.maxDepth = limits.maxNestingDepth();
	}

	@Override
	public PayloadFormat format() {
		return PayloadFormat.MSGPACK;
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> PayloadReader<T> reader(Type type) {
		PayloadReader<?> scalar = this.readers.find(type);
		if (scalar != null) {
			return (PayloadReader<T>) scalar;
		}
		PayloadReader<T> reader = this.jackson.reader(type);
		return this.direct.reader(type, (in) -> {
			MessagePackScanner.check(in, this.maxDepth);
			return reader.read(in);
		});
	}

	@Override
	public <T> PayloadWriter<T> writer(Type type) {
		if (this.readers.find(type) != null) {
			return this::write;
		}
		PayloadWriter<T> writer = this.direct.writer(type, this.jackson.containerOf(type), this.jackson.writer(type));
		return (value, out) -> {
			if (value == null) {
				MessagePackOutput.writeNil(out);
			}
			else {
				writer.write(value, out);
			}
		};
	}

	@Override
	public void write(@Nullable Object value, ByteBuf out) {
		if (value instanceof String string) {
			MessagePackOutput.writeString(string, out);
		}
		else if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
			MessagePackOutput.writeLong(((Number) value).longValue(), out);
		}
		else if (value == null) {
			MessagePackOutput.writeNil(out);
		}
		else if (value instanceof Boolean bool) {
			MessagePackOutput.writeBoolean(bool, out);
		}
		else if (value instanceof Double number) {
			MessagePackOutput.writeDouble(number, out);
		}
		else if (value instanceof Float number) {
			MessagePackOutput.writeFloat(number, out);
		}
		else if (value instanceof byte[] bytes) {
			MessagePackOutput.writeBinary(bytes, out);
		}
		else {
			writeStructure(value, out);
		}
	}

	private void writeStructure(Object value, ByteBuf out) {
		try {
			if (value instanceof List<?> list) {
				writeList(list, out);
			}
			else if (value instanceof Map<?, ?> map && hasScalarKeys(map)) {
				writeMap(map, out);
			}
			else {
				writeOther(value, out);
			}
		}
		catch (ConcurrentModificationException ex) {
			throw new UnsupportedPayloadException("Value of " + value.getClass().getName() + " cannot be encoded", ex);
		}
	}

	private void writeOther(Object value, ByteBuf out) {
		if (value instanceof Optional<?> optional) {
			write(optional.orElse(null), out);
		}
		else if (value instanceof BigInteger integer && MessagePackOutput.isInteger(integer)) {
			MessagePackOutput.writeInteger(integer, out);
		}
		else if (value instanceof MessagePackExtension extension) {
			MessagePackOutput.writeExtension(extension, out);
		}
		else if (!this.direct.write(value, out)) {
			this.jackson.write(value, out);
		}
	}

	private void writeList(List<?> list, ByteBuf out) {
		int start = out.writerIndex();
		int size = list.size();
		MessagePackOutput.writeArrayHeader(size, out);
		int headerLength = out.writerIndex() - start;
		int written = 0;
		for (Object element : list) {
			write(element, out);
			written++;
		}
		if (written != size) {
			correct(out, start, headerLength, MessagePackOutput::writeArrayHeader, written);
		}
	}

	private void writeMap(Map<?, ?> map, ByteBuf out) {
		int start = out.writerIndex();
		int size = map.size();
		MessagePackOutput.writeMapHeader(size, out);
		int headerLength = out.writerIndex() - start;
		int written = 0;
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			write(entry.getKey(), out);
			write(entry.getValue(), out);
			written++;
		}
		if (written != size) {
			correct(out, start, headerLength, MessagePackOutput::writeMapHeader, written);
		}
	}

	/**
	 * Correct the header of what changed while it was written, as a
	 * {@code ConcurrentHashMap} may.
	 */
	private static void correct(ByteBuf out, int start, int headerLength, Header header, int size) {
		int first = start + headerLength;
		byte[] elements = ByteBufUtil.getBytes(out, first, out.writerIndex() - first);
		header.write(size, out.writerIndex(start));
		out.writeBytes(elements);
	}

	private static boolean hasScalarKeys(Map<?, ?> map) {
		for (Object key : map.keySet()) {
			if (!isScalar(key)) {
				return false;
			}
		}
		return true;
	}

	/** Keys of other types have the names that Jackson gives them. */
	private static boolean isScalar(@Nullable Object key) {
		return key == null || key instanceof String || key instanceof Integer || key instanceof Long
				|| key instanceof Short || key instanceof Byte || key instanceof Boolean || key instanceof Double
				|| key instanceof Float || key instanceof byte[]
				|| (key instanceof BigInteger integer && MessagePackOutput.isInteger(integer));
	}

	/**
	 * Writes the header of an array or a map.
	 */
	@FunctionalInterface
	private interface Header {

		void write(int size, ByteBuf out);

	}

}
