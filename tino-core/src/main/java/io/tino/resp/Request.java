package io.tino.resp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One request: the command's name and its arguments, as places in the buffer they were
 * received in. Nothing is copied and nothing is allocated for an element.
 * <p>
 * A request belongs to its {@link RequestDecoder} and is valid until the decoder is
 * polled again, unless it is {@linkplain #retain() retained}. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class Request {

	private static final int INITIAL_ELEMENTS = 8;

	private static final byte[] EMPTY = {};

	private @Nullable ByteBuf buffer;

	private @Nullable ByteBuf view;

	private byte[] array = EMPTY;

	private int arrayOffset;

	/** Index in the buffer that the bounds are relative to. */
	private int base;

	/** Start and length of each available element, relative to the base. */
	private int[] bounds = new int[INITIAL_ELEMENTS * 2];

	private int available;

	private int size;

	private boolean prefixed;

	private long headVersion;

	private boolean retained;

	Request() {
	}

	void begin(ByteBuf buffer, int base, int size) {
		attach(buffer, base);
		this.size = size;
		this.available = 0;
		this.prefixed = false;
		this.headVersion = 0;
	}

	void prefixed() {
		this.prefixed = true;
	}

	void headVersion(long version) {
		this.headVersion = version;
	}

	/** Have the elements of another request, which stand in the same places. */
	void repeat(int[] otherBounds, boolean isPrefixed, long version) {
		if (this.bounds.length < otherBounds.length) {
			this.bounds = new int[otherBounds.length];
		}
		System.arraycopy(otherBounds, 0, this.bounds, 0, otherBounds.length);
		this.available = otherBounds.length / 2;
		this.prefixed = isPrefixed;
		this.headVersion = version;
	}

	/** Return where the available elements are, in an array that is used again. */
	int[] bounds(int[] used) {
		int[] copy = (used.length == this.available * 2) ? used : new int[this.available * 2];
		System.arraycopy(this.bounds, 0, copy, 0, copy.length);
		return copy;
	}

	/** Return where an element stands in the request. */
	int offset(int index) {
		return this.bounds[index * 2];
	}

	/** Look at the same bytes in another place, after they were moved. */
	void attach(ByteBuf buffer, int base) {
		if (this.buffer != buffer) {
			this.buffer = buffer;
			this.view = null;
			this.array = buffer.array();
			this.arrayOffset = buffer.arrayOffset();
		}
		this.base = base;
	}

	void add(int start, int length) {
		int index = this.available * 2;
		if (index == this.bounds.length) {
			this.bounds = Arrays.copyOf(this.bounds, this.bounds.length * 2);
		}
		this.bounds[index] = start - this.base;
		this.bounds[index + 1] = length;
		this.available++;
	}

	/** An inline request has the elements that were found in it. */
	void sizeIsAvailable() {
		this.size = this.available;
	}

	void clear() {
		detach();
		end();
	}

	/** Know nothing of a buffer that is released. */
	private void detach() {
		this.buffer = null;
		this.array = EMPTY;
		this.view = null;
	}

	/** Have no elements, for the next request that may stand in the same buffer. */
	void end() {
		this.available = 0;
		this.size = 0;
		if (this.bounds.length > 64 * INITIAL_ELEMENTS) {
			this.bounds = new int[INITIAL_ELEMENTS * 2];
		}
	}

	/**
	 * The bytes to come are in a buffer, which may be another one. That of an object that
	 * is used again is never taken for it, as each change is told.
	 */
	void expect(ByteBuf next) {
		if (this.buffer != next) {
			detach();
		}
	}

	boolean isRetained() {
		return this.retained;
	}

	/**
	 * Return how many elements the request has, the command's name included.
	 * @return the number of elements, declared by the client before it sent them
	 */
	public int size() {
		return this.size;
	}

	/**
	 * Return how many elements have been received in whole.
	 * @return between 1 and {@link #size()} for a request that the decoder exposes
	 */
	public int available() {
		return this.available;
	}

	/**
	 * Return the bytes of an element.
	 * @param index the element, 0 for the command's name
	 * @return a view whose readable bytes are the element. It is shared: it stands for
	 * this element until the next call of this method, must not be released, and is
	 * written to by nobody
	 * @throws IndexOutOfBoundsException if the element is not {@linkplain #available()
	 * available}
	 */
	public ByteBuf element(int index) {
		int start = start(index);
		int end = start + length(index);
		ByteBuf view = this.view;
		if (view == null) {
			view = buffer().duplicate();
			this.view = view;
		}
		return view.setIndex(start, end);
	}

	/**
	 * Tell whether the request begins with the name that the decoder has been told to
	 * {@linkplain RequestDecoder#expectPrefix expect}, in its own letters.
	 * @return whether it does, and {@code false} if the name is in others
	 */
	public boolean isPrefixed() {
		return this.prefixed;
	}

	/**
	 * Return what tells whether the head of this request is that of another one, but for
	 * its second element if it is {@linkplain #isPrefixed() prefixed}, so that what has
	 * been found out about that one is true of it.
	 * @return the same number for such requests of one decoder, or 0 if nothing is known
	 * of the head. It may be that of an earlier one all the same
	 */
	public long headVersion() {
		return this.headVersion;
	}

	/**
	 * Return an element that is a number.
	 * @param index the element, 0 for the command's name
	 * @return the number, or {@link Long#MIN_VALUE} if it is none
	 * @see RespNumber#parse(ByteBuf)
	 */
	public long number(int index) {
		int start = this.arrayOffset + start(index);
		return RespNumber.parse(this.array, start, start + length(index));
	}

	/**
	 * Return the length of an element.
	 * @param index the element, 0 for the command's name
	 * @return the length in bytes
	 */
	public int length(int index) {
		Objects.checkIndex(index, this.available);
		return this.bounds[index * 2 + 1];
	}

	/**
	 * Return how many bytes the available elements take together, with what stands
	 * between them.
	 * @return the number of bytes
	 */
	public int length() {
		int last = this.available - 1;
		return (last < 0) ? 0 : start(last) + length(last) - start(0);
	}

	/**
	 * Return an element as text.
	 * @param index the element, 0 for the command's name
	 * @return the element's bytes, decoded as UTF-8; malformed ones are replaced
	 */
	public String text(int index) {
		return new String(this.array, this.arrayOffset + start(index), length(index), StandardCharsets.UTF_8);
	}

	/**
	 * Tell whether an element is a certain word, as Redis compares option names.
	 * @param index the element, 0 for the command's name
	 * @param word the word, in upper-case ASCII
	 * @return whether the element is the word, ignoring the case of ASCII letters
	 */
	public boolean matches(int index, String word) {
		return length(index) == word.length() && startsWith(index, word);
	}

	/**
	 * Tell whether an element begins with a word, ignoring the case of ASCII letters. The
	 * word is in upper case.
	 */
	boolean startsWith(int index, String word) {
		if (length(index) < word.length()) {
			return false;
		}
		int start = this.arrayOffset + start(index);
		for (int i = 0; i < word.length(); i++) {
			byte b = this.array[start + i];
			if (((b >= 'a' && b <= 'z') ? b - 32 : b) != word.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Keep this request beyond the next poll of its decoder, for a call that runs
	 * elsewhere. The decoder goes on with another one.
	 * @return this request, now the caller's to {@link #release()}
	 */
	public Request retain() {
		buffer().retain();
		this.retained = true;
		return this;
	}

	/**
	 * Give back the bytes of a {@linkplain #retain() retained} request. It is empty from
	 * then on.
	 */
	public void release() {
		if (!this.retained) {
			throw new IllegalStateException("Request is not retained");
		}
		ByteBuf bytes = buffer();
		this.retained = false;
		clear();
		bytes.release();
	}

	/**
	 * Copy this request, for a call that runs after others.
	 * @return a request of its own buffer, the caller's to {@link #release()}
	 */
	public Request copy() {
		int start = start(0);
		int length = length();
		Request copy = new Request();
		ByteBuf bytes = HandedOverBuffers.areFew(length) ? HandedOverBuffers.allocate(length)
				: buffer().alloc().heapBuffer(length);
		copy.begin(bytes.writeBytes(buffer(), start, length), 0, this.size);
		for (int index = 0; index < this.available; index++) {
			copy.add(start(index) - start, length(index));
		}
		copy.retained = true;
		return copy;
	}

	/**
	 * Return how much memory the bytes of a {@linkplain #copy() copied} request take.
	 * @return the number of bytes
	 */
	public int bytes() {
		return buffer().capacity();
	}

	private int start(int index) {
		Objects.checkIndex(index, this.available);
		return this.base + this.bounds[index * 2];
	}

	private ByteBuf buffer() {
		ByteBuf bytes = this.buffer;
		if (bytes == null) {
			throw new IllegalStateException("Request has been released");
		}
		return bytes;
	}

}
