package io.tino.resp;

import java.util.Objects;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Incremental decoder of replies and pushes: bytes in, values out. Performs no I/O, reads
 * no clock and starts no thread. Not thread-safe: confine an instance to one connection.
 * <p>
 * A reply is found first and read second: {@link #poll()} says that a whole one is there,
 * {@link #bulk()} gives the bytes of a bulk string in place, without a copy, and
 * {@link #value()} gives a reply of any type. A push can be {@linkplain #openPush()
 * opened}: then its elements are given one by one in the same way. The attributes of a
 * reply are skipped, so that an error is an error with them or without. The streamed
 * types of RESP3, which no server sends, are a protocol error.
 *
 * @since 0.1.0
 * @see <a href="https://github.com/redis/redis-specifications">RESP3 specification</a>
 */
public final class ReplyDecoder {

	private final ReplyLimits limits;

	/** Values still missing in each open aggregate; attributes do not count. */
	private final long[] missing;

	private int depth;

	/** Whether it is no reply yet that is looked at, but what is said about one. */
	private boolean attributes;

	/** A reply begins with the first unread byte. */
	private final ReceivedBytes received = new ReceivedBytes();

	/** Index in the input of the first value not looked at. */
	private int scan;

	/** Index in the input from which the end of the line is searched. */
	private int lineScan;

	/** Index after the reply that is exposed, or -1. */
	private int replyEnd = -1;

	/** Index of the value that is exposed: the reply, or an element of a push. */
	private int value;

	/**
	 * Index of the CR behind the number in the line of the exposed value, if it has one.
	 */
	private int lineEnd;

	/** The number in that line: a length, a size, or a number itself. */
	private long lineNumber;

	/** What most replies begin with, up to a number. */
	private @Nullable RespConstant expectedPush;

	/** Whether the reply begins so, and its number or what follows is exposed. */
	private boolean expected;

	/** Index of the bulk string behind that number. */
	private int expectedBulk;

	private int expectedLength;

	/** How many elements of an opened push stand behind the exposed one. */
	private int elementsLeft;

	private @Nullable RespProtocolException failure;

	private boolean closed;

	/**
	 * Create a decoder for one connection.
	 * @param limits what it accepts
	 * @throws IllegalArgumentException if a limit is not positive, or
	 * {@link ReplyLimits#maxReplyBytes()} more than 1 GiB
	 */
	public ReplyDecoder(ReplyLimits limits) {
		limits.requireValid();
		this.limits = limits;
		this.missing = new long[limits.maxDepth()];
	}

	/**
	 * Take bytes from the connection. What is not consumed is kept.
	 * @param bytes the bytes, whose ownership goes to the decoder
	 */
	public void append(ByteBuf bytes) {
		if (this.closed || !bytes.isReadable()) {
			bytes.release();
			return;
		}
		consumeReply();
		try {
			moved(this.received.append(bytes));
		}
		catch (Throwable ex) { // there may be no memory to join them with those before
			bytes.release();
			throw ex;
		}
	}

	/** The unread bytes are elsewhere now. */
	private void moved(int distance) {
		this.scan += distance;
		this.lineScan += distance;
	}

	/**
	 * Go on decoding. The reply that was exposed is consumed.
	 * @return whether a whole reply is available
	 * @throws RespProtocolException if the input is malformed or over a limit; terminal,
	 * every further call throws it again
	 */
	public boolean poll() {
		if (this.failure != null) {
			throw this.failure;
		}
		consumeReply();
		if (this.depth == 0 && !this.attributes && scanExpectedPush()) {
			return true;
		}
		while (this.scan < this.received.end()) {
			if (!scanValue()) {
				break;
			}
			if (this.depth == 0 && !skipAttributes()) {
				this.replyEnd = this.scan;
				this.elementsLeft = 0;
				this.expected = false;
				expose(this.received.start());
				return true;
			}
		}
		moved(this.received.compact());
		return false;
	}

	/** Look at a push that is expected, if it is short and whole. */
	private boolean scanExpectedPush() {
		RespConstant begin = this.expectedPush;
		if (begin == null || !this.received.matches(this.scan, begin)) {
			return false;
		}
		int number = this.scan + begin.length();
		int cr = this.received.endOfDigits(number);
		int bulk = cr + 2;
		int length = this.received.shortBulk(bulk);
		int end = bulk + ReceivedBytes.shortBulkHeader(length) + length + 2;
		boolean whole = length >= 0 && this.received.isLineEnd(cr) && length <= this.limits.maxBulkBytes()
				&& end - this.scan <= this.limits.maxReplyBytes();
		long parsed = whole ? this.received.number(number, cr) : Long.MIN_VALUE;
		if (parsed == Long.MIN_VALUE) {
			return false;
		}
		this.scan = end;
		this.lineScan = end;
		this.replyEnd = end;
		this.value = number - 1;
		this.lineEnd = cr;
		this.lineNumber = parsed;
		this.elementsLeft = 1;
		this.expected = true;
		this.expectedBulk = bulk;
		this.expectedLength = length;
		return true;
	}

	/**
	 * Expect most replies to be pushes of three elements: a name, a number and a bulk
	 * string. They are found faster then.
	 * @param name the name
	 */
	public void expectPush(String name) {
		this.expectedPush = new RespConstant(">3\r\n$" + name.length() + "\r\n" + name + "\r\n:");
	}

	/**
	 * Tell whether the reply is a push that is expected, which has been opened then, and
	 * its number exposed. One that is longer or not plain may not be recognized as such.
	 * @return whether it is
	 */
	public boolean isExpectedPush() {
		return this.expected;
	}

	private void expose(int index) {
		this.value = index;
		byte type = this.received.get(index);
		if (type == '$' || type == ':' || type == '>') {
			this.lineEnd = lineEnd(index);
			this.lineNumber = this.received.number(index + 1, this.lineEnd);
		}
	}

	private boolean skipAttributes() {
		if (!this.attributes) {
			return false;
		}
		this.attributes = false;
		moved(this.received.consumeTo(this.scan));
		return true;
	}

	/**
	 * Tell whether the reply is a bulk string, and no null.
	 * @return whether {@link #bulk()} may be called
	 */
	public boolean isBulk() {
		return isType('$') && this.lineNumber >= 0;
	}

	/**
	 * Tell whether the reply is a number of 64 bits.
	 * @return whether {@link #number()} may be called
	 */
	public boolean isNumber() {
		return isType(':');
	}

	/**
	 * Tell whether it is no reply to a request but a push.
	 * @return whether it is, and has not been opened
	 */
	public boolean isPush() {
		return isType('>');
	}

	private boolean isType(char type) {
		return this.replyEnd >= 0 && this.received.get(this.value) == type;
	}

	/**
	 * Open a reply that {@linkplain #isPush() is a push}: its first element is exposed in
	 * its place.
	 * @return how many elements there are, at least one
	 */
	public int openPush() {
		int size = (int) this.lineNumber;
		this.elementsLeft = size - 1;
		expose(this.lineEnd + 2);
		return size;
	}

	/**
	 * Expose the next element of the push that has been opened, in the place of the one
	 * before.
	 * @return {@code false} if there is none
	 */
	public boolean nextElement() {
		if (this.elementsLeft == 0) {
			return false;
		}
		this.elementsLeft--;
		if (this.expected) {
			exposeExpectedBulk();
		}
		else {
			expose(endOfValue());
		}
		return true;
	}

	/** Expose what has been looked at already. */
	private void exposeExpectedBulk() {
		this.value = this.expectedBulk;
		this.lineEnd = this.expectedBulk + ReceivedBytes.shortBulkHeader(this.expectedLength) - 2;
		this.lineNumber = this.expectedLength;
	}

	/** Return the index behind the exposed value, which is whole and well-formed. */
	private int endOfValue() {
		if (isBulk()) {
			return this.lineEnd + 4 + (int) this.lineNumber;
		}
		return isNumber() ? this.lineEnd + 2 : endOfAnyValue();
	}

	private int endOfAnyValue() {
		int index = this.value;
		for (long values = 1; values > 0; values--) {
			RespType type = RespType.of(this.received.get(index));
			int cr = lineEnd(index);
			long size = this.received.number(index + 1, cr);
			index = cr + 2;
			index += (shape(type) == RespType.Shape.BULK && size >= 0) ? (int) size + 2 : 0;
			values += switch (shape(type)) {
				case LINE, BULK -> 0;
				case AGGREGATE -> Math.max(0, size);
				case PAIRS -> 2 * size + ((type == RespType.ATTRIBUTE) ? 1 : 0);
			};
		}
		return index;
	}

	private static RespType.Shape shape(@Nullable RespType type) {
		return Objects.requireNonNull(type).shape();
	}

	private int lineEnd(int start) {
		int index = start + 1;
		while (this.received.get(index) != '\r') {
			index++;
		}
		return index;
	}

	/**
	 * Return the bytes of a reply that {@linkplain #isBulk() is a bulk string}.
	 * @return a view that is valid until the next call of this decoder and must not be
	 * released
	 */
	public ByteBuf bulk() {
		return this.received.view(this.lineEnd + 2, (int) this.lineNumber);
	}

	/**
	 * Return how long the reply is, as the windows of streams count.
	 * @return the number of bytes of a bulk string, 0 of a null one, or that of all of
	 * another value as it stands on the wire
	 */
	public int length() {
		if (!isType('$')) {
			return endOfValue() - this.value;
		}
		return isBulk() ? (int) this.lineNumber : 0;
	}

	/**
	 * Tell whether the reply is a bulk string of certain bytes, as names are.
	 * @param bytes the bytes
	 * @return whether it is
	 */
	public boolean isBulk(RespConstant bytes) {
		return isBulk() && this.lineNumber == bytes.length() && this.received.matches(this.lineEnd + 2, bytes);
	}

	/**
	 * Return a reply that {@linkplain #isNumber() is a number}.
	 * @return the number
	 */
	public long number() {
		return this.lineNumber;
	}

	/**
	 * Return the reply, of whatever type.
	 * @return a copy of the reply that stays valid; it has no attributes, but values in
	 * it may
	 */
	public RespValue value() {
		if (this.replyEnd < 0) {
			throw new IllegalStateException("No reply is available");
		}
		return new RespValueReader(this.received.buffer(), this.value).read();
	}

	/**
	 * Tell whether nothing has been received behind the reply.
	 * @return whether a reply is available, and ends what has been received
	 */
	public boolean isLast() {
		return this.replyEnd == this.received.end();
	}

	/**
	 * Return how many bytes have been received and not been consumed.
	 * @return the number of bytes, those of an exposed reply included
	 */
	public int unreadBytes() {
		return this.received.size();
	}

	/**
	 * Release what is kept. Bytes appended later are dropped.
	 */
	public void close() {
		if (!this.closed) {
			this.closed = true;
			this.replyEnd = -1;
			this.received.release();
		}
	}

	private void consumeReply() {
		if (this.replyEnd < 0) {
			return;
		}
		moved(this.received.consumeTo(this.replyEnd));
		this.replyEnd = -1;
	}

	/** Look at one value, or at the line that opens an aggregate. */
	private boolean scanValue() {
		return scanShortBulk() || scanAnyValue();
	}

	/** Look at a bulk string that is short and whole, as most are. */
	private boolean scanShortBulk() {
		int length = this.received.shortBulk(this.scan);
		int end = this.scan + ReceivedBytes.shortBulkHeader(length) + length + 2;
		if (length < 0 || length > this.limits.maxBulkBytes()
				|| end - this.received.start() > this.limits.maxReplyBytes()) {
			return false;
		}
		this.scan = end;
		this.lineScan = end;
		valueDone();
		return true;
	}

	private boolean scanAnyValue() {
		RespType type = RespType.of(this.received.get(this.scan));
		if (type == null) {
			throw fail("unknown reply type " + this.received.get(this.scan));
		}
		int cr = findLineEnd();
		if (cr < 0) {
			return false;
		}
		boolean whole = switch (type.shape()) {
			case LINE -> scanLine(type, cr);
			case BULK -> scanBulk(type, cr);
			case AGGREGATE -> scanAggregate(type, cr, 1);
			case PAIRS -> scanAggregate(type, cr, 2);
		};
		if (whole) {
			this.lineScan = this.scan;
		}
		return whole;
	}

	private int findLineEnd() {
		int end = this.received.end();
		int lf = Math.max(this.lineScan, this.scan + 1);
		while (lf < end && this.received.get(lf) != '\n') {
			lf++;
		}
		int length = lf - this.scan;
		if (length > this.limits.maxLineBytes()) {
			throw fail("line of " + length + " bytes exceeds limit " + this.limits.maxLineBytes());
		}
		requireReplyBytes(this.scan + length + 1L);
		if (lf == end) {
			this.lineScan = end;
			return -1;
		}
		if (this.received.get(lf - 1) != '\r') {
			throw fail("line not terminated by CRLF");
		}
		return lf - 1;
	}

	/** Check how long the reply will be when it has come up to an index. */
	private void requireReplyBytes(long index) {
		if (index - this.received.start() > this.limits.maxReplyBytes()) {
			throw fail("reply exceeds limit " + this.limits.maxReplyBytes());
		}
	}

	private boolean scanLine(RespType type, int cr) {
		if (type == RespType.BIG_NUMBER && cr - this.scan - 1 > ReplyLimits.MAX_BIG_NUMBER_LENGTH) {
			throw fail("big number of " + (cr - this.scan - 1) + " bytes exceeds limit "
					+ ReplyLimits.MAX_BIG_NUMBER_LENGTH);
		}
		if (!RespValueReader.isWellFormed(type, this.received.buffer(), this.scan + 1, cr)) {
			throw fail("malformed " + type);
		}
		this.scan = cr + 2;
		valueDone();
		return true;
	}

	private boolean scanBulk(RespType type, int cr) {
		long length = this.received.number(this.scan + 1, cr);
		if (length == -1 && type == RespType.BULK_STRING) {
			this.scan = cr + 2;
			valueDone();
			return true;
		}
		if (length < ((type == RespType.VERBATIM_STRING) ? 4 : 0) || length > this.limits.maxBulkBytes()) {
			throw fail("invalid bulk length");
		}
		requireReplyBytes(cr + 2 + length + 2);
		int end = cr + 2 + (int) length;
		if (this.received.end() - end < 2) {
			this.received.await(end + 2 - this.received.start());
			return false;
		}
		if (!this.received.isLineEnd(end)) {
			throw fail("invalid bulk terminator");
		}
		if (type == RespType.VERBATIM_STRING && this.received.get(cr + 5) != ':') {
			throw fail("verbatim string without format");
		}
		this.scan = end + 2;
		valueDone();
		return true;
	}

	private boolean scanAggregate(RespType type, int cr, int valuesPerElement) {
		long size = this.received.number(this.scan + 1, cr);
		boolean isNull = size == -1 && type == RespType.ARRAY;
		if ((size < 0 && !isNull) || size > this.limits.maxElements()) {
			throw fail("invalid multibulk length");
		}
		if (type == RespType.PUSH && (this.depth > 0 || size == 0)) {
			throw fail("misplaced push");
		}
		this.scan = cr + 2;
		this.attributes |= type == RespType.ATTRIBUTE && this.depth == 0;
		// An attribute within a reply is followed by the value that it describes
		long values = size * valuesPerElement + ((type == RespType.ATTRIBUTE && this.depth > 0) ? 1 : 0);
		if (values <= 0) {
			valueDone();
			return true;
		}
		if (this.depth == this.missing.length) {
			throw fail("nesting exceeds limit " + this.limits.maxDepth());
		}
		this.missing[this.depth++] = values;
		return true;
	}

	private void valueDone() {
		while (this.depth > 0 && --this.missing[this.depth - 1] == 0) {
			this.depth--;
		}
	}

	private RespProtocolException fail(String reason) {
		this.failure = new RespProtocolException(reason, this.received.position(this.scan));
		return this.failure;
	}

}
