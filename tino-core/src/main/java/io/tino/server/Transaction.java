package io.tino.server;

import java.util.ArrayList;
import java.util.List;

import io.tino.resp.Request;

/**
 * What a connection has asked for since {@code MULTI}. Changed by one call at a time.
 */
final class Transaction {

	private final List<QueuedRequest> requests = new ArrayList<>();

	private volatile long bytes;

	private volatile int size;

	private boolean aborted;

	/**
	 * Take in a request.
	 * @param head what it calls
	 * @param request the request, of which a copy is kept
	 */
	void add(CallHead head, Request request) {
		Request copy = request.copy();
		this.requests.add(new QueuedRequest(head, copy));
		this.bytes += copy.bytes();
		this.size = this.requests.size();
	}

	/** Return how many requests there are. Called on any thread. */
	int size() {
		return this.size;
	}

	/** Return how much the requests take. Called on any thread. */
	long bytes() {
		return this.bytes;
	}

	List<QueuedRequest> requests() {
		return this.requests;
	}

	/** Tell whether something has gone wrong already, so that nothing will run. */
	boolean isAborted() {
		return this.aborted;
	}

	void abort() {
		this.aborted = true;
	}

	/** Whether there is anything but commands of the server, so that a call may block. */
	boolean callsApplication() {
		return this.requests.stream().anyMatch((request) -> !(request.head().command() instanceof BuiltInCommand));
	}

	/** Whether what is queued concerns others. */
	boolean mayWrite(ServerConnection connection) {
		return this.requests.stream()
			.map((request) -> request.head().command())
			.anyMatch((command) -> !(command instanceof BuiltInCommand builtIn) || builtIn.mayWrite(connection));
	}

	/** Whether what is queued must not run on an event loop. */
	boolean mayBlock() {
		return this.requests.stream()
			.map((request) -> request.head().command())
			.anyMatch((command) -> !(command instanceof BuiltInCommand builtIn) || builtIn.mayBlock());
	}

	/** Drop the requests. */
	void release() {
		this.requests.forEach((request) -> request.request().release());
		this.requests.clear();
	}

}
