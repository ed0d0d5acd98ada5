package io.tino.convert;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.base.GeneratorBase;
import com.fasterxml.jackson.core.io.IOContext;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import io.tino.resp.RespWriter;

/**
 * Lets Jackson write RESP. Sizes stand before what they are the sizes of, and Jackson
 * does not always know them: they are guessed, and corrected when the elements are there.
 */
final class RespGenerator extends GeneratorBase {

	/** As many properties as most objects have at most. */
	private static final int EXPECTED_PROPERTIES = 4;

	private static final int EXPECTED_DEPTH = 8;

	private final RespWriter out;

	private final int maxNestingDepth;

	/** Where in the output the arrays and maps begin that are open. */
	private int[] starts = new int[EXPECTED_DEPTH];

	RespGenerator(RespWriter out, ObjectCodec codec, int maxNestingDepth) {
		super(0, codec, (IOContext) null); // it has buffers, and none are needed here
		this.out = out;
		this.maxNestingDepth = maxNestingDepth;
	}

	@Override
	public void writeStartArray() throws IOException {
		writeStartArray(null, 0);
	}

	@Override
	public void writeStartArray(@Nullable Object array) throws IOException {
		writeStartArray(array, (array instanceof Collection<?> collection) ? collection.size() : 0);
	}

	@Override
	public void writeStartArray(@Nullable Object array, int size) throws IOException {
		begin("start an array");
		this._writeContext = this._writeContext.createChildArrayContext(array);
		if (array instanceof Set) {
			this.out.set(size);
		}
		else {
			this.out.array(size);
		}
	}

	@Override
	public void writeEndArray() throws IOException {
		end(this._writeContext.getEntryCount());
	}

	@Override
	public void writeStartObject() throws IOException {
		writeStartObject(null);
	}

	@Override
	public void writeStartObject(@Nullable Object object) throws IOException {
		writeStartObject(object, (object instanceof Map<?, ?> map) ? map.size() : EXPECTED_PROPERTIES);
	}

	@Override
	public void writeStartObject(@Nullable Object object, int size) throws IOException {
		begin("start an object");
		this._writeContext = this._writeContext.createChildObjectContext(object);
		this.out.map(size);
	}

	@Override
	public void writeEndObject() throws IOException {
		end(this._writeContext.getEntryCount() * 2);
	}

	private void begin(String what) throws IOException {
		_verifyValueWrite(what);
		int depth = this._writeContext.getNestingDepth();
		if (depth == this.maxNestingDepth) {
			_reportError("Nesting exceeds limit " + this.maxNestingDepth);
		}
		if (depth == this.starts.length) {
			this.starts = Arrays.copyOf(this.starts, depth * 2);
		}
		this.starts[depth] = this.out.buffer().writerIndex();
	}

	private void end(int values) {
		this._writeContext = this._writeContext.clearAndGetParent();
		this.out.correctSize(this.starts[this._writeContext.getNestingDepth()], values);
	}

	@Override
	public void writeFieldName(String name) throws IOException {
		this._writeContext.writeFieldName(name);
		this.out.bulk(name);
	}

	@Override
	public void writeString(String text) throws IOException {
		_verifyValueWrite(WRITE_STRING);
		this.out.bulk(text);
	}

	@Override
	public void writeString(char[] text, int offset, int length) throws IOException {
		writeString(new String(text, offset, length));
	}

	@Override
	public void writeUTF8String(byte[] text, int offset, int length) throws IOException {
		writeString(new String(text, offset, length, StandardCharsets.UTF_8));
	}

	@Override
	public void writeBinary(Base64Variant variant, byte[] bytes, int offset, int length) throws IOException {
		_verifyValueWrite(WRITE_BINARY);
		this.out.bulk(Unpooled.wrappedBuffer(bytes, offset, length));
	}

	@Override
	public int writeBinary(Base64Variant variant, InputStream bytes, int length) throws IOException {
		byte[] read = (length < 0) ? bytes.readAllBytes() : bytes.readNBytes(length);
		writeBinary(variant, read, 0, read.length);
		return read.length;
	}

	@Override
	public void writeNumber(int number) throws IOException {
		writeNumber((long) number);
	}

	@Override
	public void writeNumber(long number) throws IOException {
		_verifyValueWrite(WRITE_NUMBER);
		this.out.number(number);
	}

	@Override
	public void writeNumber(BigInteger number) throws IOException {
		_verifyValueWrite(WRITE_NUMBER);
		this.out.bigNumber(number);
	}

	@Override
	public void writeNumber(double number) throws IOException {
		_verifyValueWrite(WRITE_NUMBER);
		this.out.doubleNumber(number);
	}

	@Override
	public void writeNumber(float number) throws IOException {
		writeNumber(Double.parseDouble(Float.toString(number))); // 0.1 rather than
																	// 0.10000000149011612
	}

	@Override
	public void writeNumber(BigDecimal number) throws IOException {
		writeString(number.toString());
	}

	@Override
	public void writeNumber(String number) throws IOException {
		writeString(number);
	}

	@Override
	public void writeBoolean(boolean value) throws IOException {
		_verifyValueWrite(WRITE_BOOLEAN);
		this.out.bool(value);
	}

	@Override
	public void writeNull() throws IOException {
		_verifyValueWrite(WRITE_NULL);
		this.out.nullValue();
	}

	@Override
	public void writeRawUTF8String(byte[] text, int offset, int length) {
		_reportUnsupportedOperation();
	}

	@Override
	public void writeRaw(String text) {
		_reportUnsupportedOperation();
	}

	@Override
	public void writeRaw(String text, int offset, int length) {
		_reportUnsupportedOperation();
	}

	@Override
	public void writeRaw(char[] text, int offset, int length) {
		_reportUnsupportedOperation();
	}

	@Override
	public void writeRaw(char c) {
		_reportUnsupportedOperation();
	}

	@Override
	public void flush() {
		// Everything is in the buffer already
	}

	@Override
	protected void _releaseBuffers() {
		// There are none
	}

	@Override
	protected void _verifyValueWrite(String what) throws IOException {
		this._writeContext.writeValue();
	}

}
