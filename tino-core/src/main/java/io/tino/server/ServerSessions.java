package io.tino.server;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The sessions of a running server. Thread-safe.
 */
final class ServerSessions {

	private final AtomicLong lastId;

	private final Set<ServerSession> sessions = ConcurrentHashMap.newKeySet();

	private final CompletableFuture<Void> empty = new CompletableFuture<>();

	private volatile boolean draining;

	private volatile boolean closing;

	/**
	 * Create an instance.
	 * @param lastId the last number that has been given to a connection
	 */
	ServerSessions(AtomicLong lastId) {
		this.lastId = lastId;
	}

	long nextId() {
		return this.lastId.incrementAndGet();
	}

	/** Add a session that has just been made. Called on its event loop. */
	void add(ServerSession session) {
		this.sessions.add(session);
		if (this.closing) {
			session.close();
		}
		else if (this.draining) {
			session.drain(() -> {
			});
		}
	}

	void forEach(Consumer<ServerSession> action) {
		this.sessions.forEach(action);
	}

	/** Return all sessions, in the order of their connections. */
	List<ServerSession> all() {
		return this.sessions.stream().sorted(Comparator.comparing((session) -> session.connection().id())).toList();
	}

	void remove(ServerSession session) {
		this.sessions.remove(session);
		completeIfEmpty();
	}

	private void completeIfEmpty() {
		if (this.closing && this.sessions.isEmpty()) {
			this.empty.complete(null);
		}
	}

	/**
	 * Refuse new calls.
	 * @return completed when those that had been received are answered
	 */
	CompletableFuture<Void> drain() {
		CompletableFuture<Void> drained = new CompletableFuture<>();
		this.draining = true;
		AtomicInteger busy = new AtomicInteger(1);
		Runnable done = () -> {
			if (busy.decrementAndGet() == 0) {
				drained.complete(null);
			}
		};
		for (ServerSession session : this.sessions) {
			busy.incrementAndGet();
			if (!session.transport().execute(() -> session.drain(done))) {
				done.run();
			}
		}
		done.run();
		return drained;
	}

	/**
	 * Close all sessions once their output is sent.
	 * @return completed when they are closed and cleaned up after
	 */
	CompletableFuture<Void> close() {
		this.closing = true;
		for (ServerSession session : this.sessions) {
			session.transport().execute(session::close);
		}
		completeIfEmpty();
		return this.empty;
	}

	/**
	 * Close all sessions at once.
	 */
	void abort() {
		this.closing = true;
		for (ServerSession session : this.sessions) {
			session.transport().abort();
		}
	}

}
