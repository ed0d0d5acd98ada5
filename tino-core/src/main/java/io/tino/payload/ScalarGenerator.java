package io.tino.payload;

import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.base.GeneratorBase;
import com.fasterxml.jackson.core.io.IOContext;
import org.jspecify.annotations.Nullable;

import io.tino.payload.ValueWriter.Unwritable;

/**
 * Lets a serializer of Jackson write one scalar, such as a date, amid what is written
 * without Jackson. Anything else is {@link Unwritable}.
 */
final class ScalarGenerator extends GeneratorBase {

	private final ArrayOutput out;

	ScalarGenerator(ArrayOutput out, ObjectCodec codec) {
		super(0, codec, (IOContext) null); // it has buffers, and none are needed here
		this.out = out;
	}

	@Override
	public void writeString(String text) {
		this.out.writeString(text);
	}

	@Override
	public void writeString(char[] text, int offset, int length) {
		writeString(new String(text, offset, length));
	}

	@Override
	public void writeUTF8String(byte[] text, int offset, int length) {
		writeString(new String(text, offset, length, StandardCharsets.UTF_8));
	}

	@Override
	public void writeNumber(int number) {
		this.out.writeLong(number);
	}

	@Override
	public void writeNumber(long number) {
		this.out.writeLong(number);
	}

	@Override
	public void writeNumber(BigInteger number) {
		if (!MessagePackOutput.isInteger(number)) {
			throw Unwritable.INSTANCE;
		}
		if (number.bitLength() < 64) {
			this.out.writeLong(number.longValue());
		}
		else {
			this.out.writeUnsigned64(number.longValue());
		}
	}

	@Override
	public void writeNumber(double number) {
		this.out.writeDouble(number);
	}

	@Override
	public void writeNumber(float number) {
		this.out.writeFloat(number);
	}

	@Override
	public void writeBoolean(boolean value) {
		this.out.writeBoolean(value);
	}

	@Override
	public void writeNull() {
		this.out.writeNil();
	}

	@Override
	public void writeNumber(BigDecimal number) {
		throw Unwritable.INSTANCE;
	}

	@Override
	public void writeNumber(String number) {
		throw Unwritable.INSTANCE;
	}

	@Override
	public void writeStartArray() {
		throw Unwritable.INSTANCE;
	}

	@Override
	public void writeEndArray() {
		throw Unwritable.INSTANCE;
	}

	@Override
	public void writeStartObject() {
		throw Unwritable.INSTANCE;
	}

	@Override
	public void writeEndObject() {
		throw Unwritable.INSTANCE;
	}

	@Override
	public void writeFieldName(String name) {
		throw Unwritable.INSTANCE;
	}

	@Override
	public void writeBinary(Base64Variant variant, byte[] bytes, int offset, int length) {
		throw Unwritable.INSTANCE;
	}

	@Override
	public int writeBinary(Base64Variant variant, InputStream bytes, int length) {
		throw Unwritable.INSTANCE;
	}

	@Override
	public void writeObject(@Nullable Object value) {
		throw Unwritable.INSTANCE;
	}

	@Override
	public void writeRawUTF8String(byte[] text, int offset, int length) {
		throw Unwritable.INSTANCE;
	}

	@Override
	public void writeRaw(String text) {
		throw Unwritable.INSTANCE;
	}

	@Override
	public void writeRaw(String text, int offset, int length) {
		throw Unwritable.INSTANCE;
	}

	@Override
	public void writeRaw(char[] text, int offset, int length) {
		throw Unwritable.INSTANCE;
	}

	@Override
	public void writeRaw(char c) {
		throw Unwritable.INSTANCE;
	}

	@Override
	public void flush() {
		// Everything is in the output already
	}

	@Override
	protected void _releaseBuffers() {
		// There are none
	}

	@Override
	protected void _verifyValueWrite(String what) {
		// It is the only value
	}

}
