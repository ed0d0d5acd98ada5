package io.tino.resp;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Incremental decoder of requests: bytes in, requests out. Performs no I/O, reads no
 * clock and starts no thread. Not thread-safe: confine an instance to one connection.
 * <p>
 * A request is exposed twice: when its {@linkplain Step#HEAD head} is known, so that it
 * can be refused and {@linkplain #skip() skipped} without keeping its body, and when it
 * is {@linkplain Step#COMPLETE complete}.
 *
 * @since 0.1.0
 * @see <a href=
 * "https://redis.io/docs/latest/develop/reference/protocol-spec/#sending-commands-to-a-redis-server">Sending
 * commands to a Redis server</a>
 */
public final class RequestDecoder {

	/** Longest line that declares a length: a type byte, a number and CRLF. */
	private static final int MAX_LENGTH_LINE = 32;

	private final RequestLimits limits;

	/** What is accepted now, which may be less. */
	private RequestLimits current;

	private Request request = new Request();

	/** A request begins with the first unread byte. */
	private final ReceivedBytes received = new ReceivedBytes();

	/** Arguments of an inline request, which are unquoted out of place. */
	private @Nullable ByteBuf inline;

	private State state = State.START;

	/** Index in the input of the first byte not looked at. */
	private int scan;

	private int remainingElements;

	private int bulkLength;

	private int headElements = 1;

	/** The name of a command that stands before another one. */
	private @Nullable RespConstant prefix;

	private final RepeatedHead lastHead = new RepeatedHead(false);

	private final RepeatedHead lastPrefixedHead = new RepeatedHead(true);

	private int prefixHeadElements;

	private int prefixExtraBytes;

	private long maxHeadBytes;

	private long maxRequestBytes;

	private long skipBytes;

	private boolean skipping;

	/** Whether the request that was too large is still exposed. */
	private boolean tooLarge;

	private boolean headExposed;

	private @Nullable RespProtocolException failure;

	private boolean closed;

	/**
	 * Create a decoder for one connection.
	 * @param limits what it accepts
	 * @throws IllegalArgumentException if a limit makes no sense
	 */
	public RequestDecoder(RequestLimits limits) {
		limits.requireValid();
		this.limits = limits;
		this.current = limits;
		this.maxHeadBytes = limits.maxHeadBytes();
		this.maxRequestBytes = limits.maxRequestBytes();
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
		if (this.state == State.DONE && this.request.isRetained()) {
			finish(); // so that the request need not be copied to go with what follows
		}
		moved(this.received.append(bytes));
	}

	/** The unread bytes are elsewhere now. */
	private void moved(int distance) {
		this.scan += distance;
		if (this.request.isRetained()) {
			return;
		}
		if (this.state == State.START) {
			this.request.expect(this.received.buffer());
		}
		else if (this.inline == null && !this.skipping) {
			this.request.attach(this.received.buffer(), this.received.start());
		}
	}

	/**
	 * Go on decoding. A request that was complete is consumed.
	 * @return what has been reached
	 * @throws RespProtocolException if the input is malformed or over a limit of the
	 * framing; terminal, every further call throws it again
	 */
	public Step poll() {
		if (this.failure != null) {
			throw this.failure;
		}
		if (this.closed) {
			return Step.NEED_MORE;
		}
		if (this.tooLarge) {
			this.tooLarge = false;
			skip();
		}
		while (true) {
			Step step = switch (this.state) {
				case START -> readStart();
				case LENGTH -> readLength();
				case BULK -> readBulk();
				case INLINE -> readInline();
				case DONE -> finish();
			};
			if (step != null) {
				if (step == Step.NEED_MORE) {
					moved(this.received.compact());
				}
				return step;
			}
		}
	}

	private @Nullable Step readStart() {
		if (this.scan == this.received.end()) {
			return Step.NEED_MORE;
		}
		int end = repeatHead();
		if (end >= 0) {
			this.scan = end;
			this.remainingElements = this.request.size() - this.request.available();
			this.headExposed = true;
			this.state = State.LENGTH;
			return Step.HEAD;
		}
		if (this.received.get(this.scan) != '*') {
			this.state = State.INLINE;
			return null;
		}
		int cr = findLineEnd("mbulk");
		if (cr < 0) {
			return Step.NEED_MORE;
		}
		long elements = this.received.number(this.scan + 1, cr);
		if (elements == Long.MIN_VALUE || elements > this.current.maxElements()) {
			throw fail(invalidity(elements, this.limits.maxElements()) + " multibulk length");
		}
		this.scan = cr + 2;
		if (elements <= 0) { // Redis ignores empty and null requests
			consume();
			return null;
		}
		this.request.begin(this.received.buffer(), this.received.start(), (int) elements);
		this.remainingElements = (int) elements;
		this.state = State.LENGTH;
		return null;
	}

	private int repeatHead() {
		int end = this.lastPrefixedHead.repeat(this.request, this.received, this.scan);
		return (end >= 0) ? end : this.lastHead.repeat(this.request, this.received, this.scan);
	}

	private @Nullable Step readLength() {
		if (!this.skipping && readElements()) {
			return Step.HEAD;
		}
		if (this.remainingElements == 0) {
			this.state = State.DONE;
			return this.skipping ? null : Step.COMPLETE;
		}
		if (this.scan == this.received.end()) {
			return Step.NEED_MORE;
		}
		byte type = this.received.get(this.scan);
		if (type != '$') {
			throw fail("expected '$', got '" + printable(type) + "'");
		}
		int cr = findLineEnd("bulk");
		if (cr < 0) {
			return Step.NEED_MORE;
		}
		long length = this.received.number(this.scan + 1, cr);
		if (length < 0 || length > this.current.maxBulkBytes()) {
			throw fail(invalidity(length, this.limits.maxBulkBytes()) + " bulk length");
		}
		this.scan = cr + 2;
		this.state = State.BULK;
		if (this.skipping) {
			this.skipBytes = length;
			consume();
			return null;
		}
		if (exceedsLimit(this.scan, length)) {
			this.skipBytes = length;
			this.tooLarge = true;
			return Step.TOO_LARGE;
		}
		this.bulkLength = (int) length;
		return null;
	}

	/**
	 * Read elements as long as they are whole, and so short and plain that there is
	 * nothing to say about them. Most are.
	 * @return whether the head is complete
	 */
	private boolean readElements() {
		while (this.remainingElements > 0) {
			int length = this.received.shortBulk(this.scan);
			int start = this.scan + ReceivedBytes.shortBulkHeader(length);
			if (length < 0 || length > this.current.maxBulkBytes() || exceedsLimit(start, length)) {
				return false;
			}
			this.scan = start + length + 2;
			if (addElement(start, length)) {
				return true;
			}
		}
		return false;
	}

	/** Add an element, and tell whether the head is complete with it. */
	private boolean addElement(int start, int length) {
		this.request.add(start, length);
		this.remainingElements--;
		if (this.headExposed) {
			return false;
		}
		if (this.request.available() == 1 && isPrefix(start, length)) {
			this.request.prefixed();
			this.headElements = this.prefixHeadElements;
			this.maxHeadBytes += this.prefixExtraBytes;
		}
		this.headExposed = this.request.available() == Math.min(this.headElements, this.request.size());
		if (this.headExposed) {
			noteHead(start + length + 2);
		}
		return this.headExposed;
	}

	private void noteHead(int end) {
		if (this.request.isPrefixed() && this.headElements == this.prefixHeadElements) {
			this.lastPrefixedHead.note(this.request, this.received, this.received.start(), end);
		}
		else if (this.headElements == 1) {
			this.lastHead.note(this.request, this.received, this.received.start(), end);
		}
	}

	private boolean isPrefix(int start, int length) {
		RespConstant expected = this.prefix;
		return expected != null && length == expected.length() && this.received.matches(start, expected);
	}

	/**
	 * Counts the request as it is on the wire, so that a million empty elements weigh.
	 */
	private boolean exceedsLimit(int start, long length) {
		long size = start - this.received.start() + length + 2;
		return size > this.maxRequestBytes || (!this.headExposed && size > this.maxHeadBytes);
	}

	private @Nullable Step readBulk() {
		if (this.skipping) {
			return skipBulk();
		}
		if (this.received.end() - this.scan < this.bulkLength + 2) {
			this.received.await(this.scan - this.received.start() + this.bulkLength + 2);
			return Step.NEED_MORE;
		}
		int start = this.scan;
		this.scan += this.bulkLength;
		readTerminator();
		this.state = State.LENGTH;
		return addElement(start, this.bulkLength) ? Step.HEAD : null;
	}

	private void readTerminator() {
		if (!this.received.isLineEnd(this.scan)) {
			throw fail("invalid bulk terminator");
		}
		this.scan += 2;
	}

	private @Nullable Step skipBulk() {
		int skipped = (int) Math.min(this.skipBytes, this.received.end() - this.scan);
		this.scan += skipped;
		this.skipBytes -= skipped;
		consume();
		if (this.skipBytes > 0 || this.received.end() - this.scan < 2) {
			return Step.NEED_MORE;
		}
		readTerminator();
		consume();
		this.remainingElements--;
		this.state = State.LENGTH;
		return null;
	}

	private @Nullable Step readInline() {
		if (this.headExposed) {
			if (this.scan - this.received.start() > this.maxRequestBytes) {
				this.tooLarge = true;
				return Step.TOO_LARGE;
			}
			this.state = State.DONE;
			return Step.COMPLETE;
		}
		int lf = this.received.buffer().indexOf(this.scan, this.received.end(), (byte) '\n');
		if (lf < 0) {
			this.scan = this.received.end();
			lineEnd(this.scan);
			return Step.NEED_MORE;
		}
		int start = this.received.start();
		this.scan = lf + 1;
		int end = lineEnd(lf);
		ByteBuf unquoted = this.received.buffer().alloc().heapBuffer(Math.max(end - start, 1));
		this.inline = unquoted;
		this.request.begin(unquoted, 0, 0);
		if (!InlineRequest.split(this.received.buffer(), start, end, unquoted, this.request)) {
			throw fail("unbalanced quotes in request");
		}
		if (InlineRequest.isHttp(this.request)) {
			throw fail("this is not an HTTP server");
		}
		if (this.request.available() == 0) { // an empty line keeps a connection alive
			this.state = State.DONE;
			return null;
		}
		this.request.sizeIsAvailable();
		this.headExposed = true;
		return Step.HEAD;
	}

	/** Return where a line ends without its CR. It may be all that has come of it. */
	private int lineEnd(int index) {
		int start = this.received.start();
		int end = (index > start && this.received.get(index - 1) == '\r') ? index - 1 : index;
		if (end - start > this.current.maxInlineBytes()) {
			throw fail("too big inline request");
		}
		return end;
	}

	/** Consume the request that was exposed or skipped, and be ready for the next. */
	private @Nullable Step finish() {
		if (this.request.isRetained()) {
			this.request = new Request();
		}
		else {
			this.request.end();
		}
		releaseInline();
		this.skipping = false;
		this.headExposed = false;
		this.headElements = 1;
		this.maxHeadBytes = this.current.maxHeadBytes();
		this.maxRequestBytes = this.current.maxRequestBytes();
		this.state = State.START;
		consume();
		return null;
	}

	private void consume() {
		moved(this.received.consumeTo(this.scan));
	}

	/** Say what Redis calls a length that is not accepted now, or never. */
	private static String invalidity(long length, long limit) {
		return (length < 0 || length > limit) ? "invalid" : "unauthenticated";
	}

	private int findLineEnd(String what) {
		int limit = Math.min(this.received.end(), this.scan + MAX_LENGTH_LINE);
		for (int index = this.scan + 1; index < limit; index++) {
			if (this.received.get(index) == '\r') {
				if (index + 1 == this.received.end()) {
					return -1;
				}
				if (this.received.get(index + 1) != '\n') {
					throw fail("invalid " + what + " count string");
				}
				return index;
			}
		}
		if (limit == this.scan + MAX_LENGTH_LINE) {
			throw fail("too big " + what + " count string");
		}
		return -1;
	}

	private static String printable(byte b) {
		return (b >= ' ' && b < 127) ? String.valueOf((char) b) : String.format("\\x%02x", b);
	}

	private RespProtocolException fail(String reason) {
		this.failure = new RespProtocolException(reason, this.received.position(this.scan));
		return this.failure;
	}

	/**
	 * Return how long the element is that has made a request too large, as its length
	 * says.
	 * @return the number of bytes, after {@link Step#TOO_LARGE}; those of an inline
	 * request are available as others are
	 */
	public long refusedBytes() {
		return this.skipBytes;
	}

	/**
	 * Return the request reached by the last {@link #poll()}.
	 * @return the request, of which {@link Request#available()} elements can be read
	 */
	public Request request() {
		return this.request;
	}

	/**
	 * Accept less of the request that has been exposed than of others.
	 * @param maxRequestBytes the longest that it may be, framing included
	 */
	public void restrict(long maxRequestBytes) {
		this.maxRequestBytes = Math.min(this.maxRequestBytes, maxRequestBytes);
	}

	/**
	 * Return what is accepted now.
	 * @return the limits
	 */
	public RequestLimits limits() {
		return this.current;
	}

	/**
	 * Accept less of the requests to come, from a client that has not authenticated. A
	 * request that has been exposed goes on as it was.
	 * @param unauthenticated what is accepted of them, or {@code null} for all that the
	 * decoder accepts
	 */
	public void limitUnauthenticated(@Nullable RequestLimits unauthenticated) {
		forgetHeads(); // which may be more than is accepted now
		this.current = (unauthenticated != null) ? this.limits.atMost(unauthenticated) : this.limits;
		if (this.state == State.START) {
			this.maxHeadBytes = this.current.maxHeadBytes();
			this.maxRequestBytes = this.current.maxRequestBytes();
		}
	}

	private void forgetHeads() {
		this.lastHead.forget();
		this.lastPrefixedHead.forget();
	}

	/**
	 * Refuse the request that has been exposed: drop its bytes, those to come as they
	 * come, and go on with the next request.
	 */
	public void skip() {
		this.skipping = true;
		this.request.clear();
		if (this.state == State.INLINE) {
			this.state = State.DONE;
		}
		else {
			consume();
		}
	}

	/**
	 * Hold the head back until it has more elements, for a command whose first arguments
	 * decide what it calls. It is exposed again as soon as they are there, or all
	 * elements that the request has.
	 * @param elements how many elements make up the head
	 * @param extraBytes how many bytes it may have besides those that any head may have
	 */
	public void awaitHead(int elements, int extraBytes) {
		if (elements <= this.request.available() || this.request.available() == this.request.size()) {
			throw new IllegalArgumentException("All " + this.request.available() + " elements are in the head already");
		}
		this.headElements = elements;
		this.maxHeadBytes += extraBytes;
		this.headExposed = false;
		this.request.headVersion(0); // it is a longer one now
	}

	/**
	 * Expect requests of a command that stands before another one, so that their heads
	 * have several elements. What {@link #awaitHead} would have to be called for is done
	 * at once, if they write its name just so.
	 * @param name the name of the command
	 * @param elements how many elements make up the head
	 * @param extraBytes how many bytes it may have besides those that any head may have
	 */
	public void expectPrefix(String name, int elements, int extraBytes) {
		this.prefix = new RespConstant(name);
		this.prefixHeadElements = elements;
		this.prefixExtraBytes = extraBytes;
		forgetHeads();
	}

	/**
	 * Return how many bytes have been received and not been consumed.
	 * @return the number of bytes, those of an exposed request included
	 */
	public int unreadBytes() {
		return this.received.size();
	}

	/**
	 * Return where in the stream the unread bytes begin. While a request is exposed, that
	 * is where it begins.
	 * @return the offset, counted from the first byte of the connection
	 */
	public long position() {
		return this.received.position(this.received.start());
	}

	/**
	 * Release what is kept. Bytes appended later are dropped, and nothing more is
	 * decoded. A retained request stays valid.
	 */
	public void close() {
		if (!this.closed) {
			this.closed = true;
			if (!this.request.isRetained()) {
				this.request.clear();
			}
			releaseInline();
			this.received.release();
		}
	}

	private void releaseInline() {
		if (this.inline != null) {
			this.inline.release();
			this.inline = null;
		}
	}

	/**
	 * What a {@link RequestDecoder} has reached.
	 */
	public enum Step {

		/**
		 * Every complete request has been exposed; more bytes are needed.
		 */
		NEED_MORE,

		/**
		 * The request's name and number of arguments are known. It may be skipped.
		 */
		HEAD,

		/**
		 * The request is larger than the limits allow and is skipped from the next poll
		 * on. Its head may not have been exposed.
		 */
		TOO_LARGE,

		/**
		 * All elements of the request are available.
		 */
		COMPLETE

	}

	private enum State {

		START, LENGTH, BULK, INLINE, DONE

	}

}
