package io.tino.client;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

/**
 * What has been asked of a server, and what it has answered. It answers in the order in
 * which it is asked, so that a topic can be asked for and given up again without waiting.
 */
final class SubscriptionRequests {

	private final Queue<Request> unanswered = new ArrayDeque<>();

	/** The last request for each topic that is asked for or on. */
	private final Map<Topic, Request> last = new HashMap<>();

	/**
	 * Note a request.
	 * @param topic what is to be on or off, or {@code null} for a {@code PING}
	 * @param on whether it is to be on
	 * @param nanoTime when it was sent
	 */
	void sent(@Nullable Topic topic, boolean on, long nanoTime) {
		Request request = new Request(topic, on, nanoTime);
		this.unanswered.add(request);
		if (topic != null) {
			this.last.put(topic, request);
		}
	}

	/** Tell whether a topic has been asked for, and neither been refused nor given up. */
	boolean isWanted(Topic topic) {
		Request request = this.last.get(topic);
		return request != null && request.on;
	}

	/** Tell whether the server has confirmed the topic that was asked for. */
	boolean isConfirmed(Topic topic) {
		Request request = this.last.get(topic);
		return request != null && request.on && request.answered;
	}

	/** Return when the oldest request was sent that has no answer, or null. */
	@Nullable Long oldestNanos() {
		Request oldest = this.unanswered.peek();
		return (oldest != null) ? oldest.nanoTime : null;
	}

	/** Return the oldest request, which now has its answer, or null. */
	@Nullable Request answered() {
		Request request = this.unanswered.poll();
		if (request != null) {
			request.answered = true;
		}
		return request;
	}

	/** Tell whether nothing else has been asked about the topic since. */
	boolean isLast(Request request) {
		return request.topic != null && this.last.get(request.topic) == request;
	}

	/** Nothing holds of a topic any more, as it is off or was refused. */
	void forget(Request request) {
		if (isLast(request)) {
			this.last.remove(request.topic);
		}
	}

	/**
	 * A request.
	 */
	static final class Request {

		private final @Nullable Topic topic;

		private final boolean on;

		private final long nanoTime;

		private boolean answered;

		Request(@Nullable Topic topic, boolean on, long nanoTime) {
			this.topic = topic;
			this.on = on;
			this.nanoTime = nanoTime;
		}

		/** Return the topic, or {@code null} if it is a {@code PING}. */
		@Nullable Topic topic() {
			return this.topic;
		}

		/** Tell whether the topic is to be on. */
		boolean on() {
			return this.on;
		}

	}

}
