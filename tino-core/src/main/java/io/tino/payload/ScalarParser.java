package io.tino.payload;

import java.math.BigDecimal;
import java.math.BigInteger;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.core.base.ParserMinimalBase;
import com.fasterxml.jackson.core.json.JsonReadContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets a deserializer of Jackson read one string or integer, amid what is read without
 * Jackson.
 */
final class ScalarParser extends ParserMinimalBase {

	private final String text;

	private final long number;

	private final JsonStreamContext context = JsonReadContext.createRootContext(null);

	private ObjectCodec codec;

	ScalarParser(String text, ObjectCodec codec) {
		super(codec.getFactory().streamReadConstraints());
		this.text = text;
		this.number = 0;
		this.codec = codec;
		this._currToken = JsonToken.VALUE_STRING;
	}

	ScalarParser(long number, ObjectCodec codec) {
		super(codec.getFactory().streamReadConstraints());
		this.text = Long.toString(number);
		this.number = number;
		this.codec = codec;
		this._currToken = JsonToken.VALUE_NUMBER_INT;
	}

	@Override
	public @Nullable JsonToken nextToken() {
		this._currToken = null;
		return null;
	}

	@Override
	protected void _handleEOF() {
		// There is but one token
	}

	@Override
	public String getText() {
		return this.text;
	}

	@Override
	public char[] getTextCharacters() {
		return this.text.toCharArray();
	}

	@Override
	public boolean hasTextCharacters() {
		return false;
	}

	@Override
	public int getTextLength() {
		return this.text.length();
	}

	@Override
	public int getTextOffset() {
		return 0;
	}

	@Override
	public Number getNumberValue() {
		return this.number;
	}

	@Override
	public NumberType getNumberType() {
		return (this.number == (int) this.number) ? NumberType.INT : NumberType.LONG;
	}

	@Override
	public int getIntValue() {
		return (int) this.number;
	}

	@Override
	public long getLongValue() {
		return this.number;
	}

	@Override
	public BigInteger getBigIntegerValue() {
		return BigInteger.valueOf(this.number);
	}

	@Override
	public BigDecimal getDecimalValue() {
		return BigDecimal.valueOf(this.number);
	}

	@Override
	public float getFloatValue() {
		return this.number;
	}

	@Override
	public double getDoubleValue() {
		return this.number;
	}

	@Override
	public byte[] getBinaryValue(Base64Variant variant) {
		throw MessagePackInput.Unreadable.INSTANCE;
	}

	@Override
	public @Nullable String currentName() {
		return null;
	}

	@Override
	@Deprecated
	public @Nullable String getCurrentName() {
		return null;
	}

	@Override
	public void overrideCurrentName(String name) {
		// It has none
	}

	@Override
	public JsonStreamContext getParsingContext() {
		return this.context;
	}

	@Override
	@Deprecated
	public JsonLocation getTokenLocation() {
		return JsonLocation.NA;
	}

	@Override
	@Deprecated
	public JsonLocation getCurrentLocation() {
		return JsonLocation.NA;
	}

	@Override
	public ObjectCodec getCodec() {
		return this.codec;
	}

	@Override
	public void setCodec(ObjectCodec codec) {
		this.codec = codec;
	}

	@Override
	public Version version() {
		return Version.unknownVersion();
	}

	@Override
	public void close() {
		// There is nothing to close
	}

	@Override
	public boolean isClosed() {
		return false;
	}

}
