package io.tino.resp;

import java.util.Arrays;

/**
 * The head of the last request of a kind: of those with a prefix, or of those without.
 * Requests that follow each other mostly have the same head, but for the id that stands
 * behind a prefix: what comes is compared with it, and then need not be taken apart.
 */
final class RepeatedHead {

	/** Longer heads, as with a trace, do not repeat. */
	private static final int MAX_LENGTH = 128;

	/** The element that differs behind a prefix. */
	private static final int ID = 1;

	private final boolean prefixed;

	private byte[] bytes = {};

	private int length;

	private int idStart;

	private int idEnd;

	private int[] bounds = {};

	private int size;

	private long version;

	/**
	 * Remember no head yet.
	 * @param prefixed whether the requests have a prefix
	 */
	RepeatedHead(boolean prefixed) {
		this.prefixed = prefixed;
	}

	/**
	 * Remember a head.
	 * @param request the request, which is exposed
	 * @param received where it stands
	 * @param start the index of its first byte
	 * @param end the index behind its head
	 */
	void note(Request request, ReceivedBytes received, int start, int end) {
		this.length = 0;
		if (end - start > MAX_LENGTH || (this.prefixed && request.available() <= ID)) {
			return;
		}
		this.length = end - start;
		this.idStart = this.prefixed ? request.offset(ID) : this.length;
		this.idEnd = this.prefixed ? this.idStart + request.length(ID) : this.length;
		if (this.bytes.length < this.length) {
			this.bytes = new byte[this.length];
		}
		System.arraycopy(received.array(), received.arrayIndex(start), this.bytes, 0, this.length);
		this.bounds = request.bounds(this.bounds);
		this.size = request.size();
		request.headVersion(nextVersion());
	}

	/** No head of the one kind has the version of one of the other. */
	private long nextVersion() {
		this.version += this.prefixed ? 1 : -1;
		return this.version;
	}

	/** Repeat no more. */
	void forget() {
		this.length = 0;
	}

	/**
	 * Begin a request, if its head is the same but for the id.
	 * @param request the request to begin
	 * @param received where it stands
	 * @param start the index of its first byte
	 * @return the index behind the head, or -1 if it is another one or not there in whole
	 */
	int repeat(Request request, ReceivedBytes received, int start) {
		if (this.length == 0 || received.end() - start < this.length || !matches(received, start, 0, this.idStart)
				|| !matches(received, start, this.idEnd, this.length)) {
			return -1;
		}
		request.begin(received.buffer(), start, this.size);
		request.repeat(this.bounds, this.prefixed, this.version);
		return start + this.length;
	}

	private boolean matches(ReceivedBytes received, int start, int from, int to) {
		int index = received.arrayIndex(start);
		return Arrays.equals(received.array(), index + from, index + to, this.bytes, from, to);
	}

}
