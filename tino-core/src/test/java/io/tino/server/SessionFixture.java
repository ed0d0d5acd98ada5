package io.tino.server;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.tino.command.Command;
import io.tino.command.CommandRegistry;
import io.tino.command.Permission;
import io.tino.testing.RecordingTransport;

/**
 * Sessions of one server, without sockets and threads: workers run when they are told to,
 * and so does the clock.
 */
final class SessionFixture {

	final ServerSettings settings = new ServerSettings();

	final AtomicLong nanos = new AtomicLong();

	private final Deque<Runnable> workers = new ArrayDeque<>();

	private final List<Client> clients = new ArrayList<>();

	private final List<Command> commands = new ArrayList<>(BuiltInCommands.all());

	private @Nullable ServerContext context;

	/** When the clock fails. */
	private long failingNanos = -1;

	SessionFixture(Command... commands) {
		this.commands.addAll(List.of(commands));
		this.settings.administration = Permission.ALL;
	}

	/** Return what the sessions share, from which on the settings hold. */
	ServerContext context() {
		ServerContext current = this.context;
		if (current == null) {
			current = new ServerContext(this.settings, new CommandRegistry(this.commands), this.workers::add,
					new ServerSessions(new AtomicLong()), this::nanoTime, Clock.systemUTC());
			this.context = current;
		}
		return current;
	}

	/** Let the clock fail at a time. */
	void failAt(Duration time) {
		this.failingNanos = time.toNanos();
	}

	private long nanoTime() {
		if (this.nanos.get() == this.failingNanos) {
			throw new IllegalStateException("as the test wants it");
		}
		return this.nanos.get();
	}

	/** Connect a client. */
	Client connect() {
		Client client = new Client();
		this.clients.add(client);
		return client;
	}

	/**
	 * Let all work be done, on one other thread. Not on one of the common pool, which has
	 * no other for what the work waits for where there are two processors.
	 */
	private void work() {
		CompletableFuture.runAsync(() -> {
			while (!this.workers.isEmpty()) {
				this.workers.remove().run();
			}
		}, (task) -> new Thread(task, "test-worker").start()).orTimeout(30, TimeUnit.SECONDS).join();
	}

	/** Close all connections. */
	void close() {
		this.clients.forEach(Client::close);
		work();
	}

	/**
	 * A client, and what the server has of it.
	 */
	final class Client {

		private final RecordingTransport transport = new RecordingTransport();

		private final ServerSession session = new ServerSession(context(), this.transport);

		private boolean closed;

		private Client() {
			context().sessions().add(this.session);
		}

		/** Send bytes, let them be worked on, and return what has come since. */
		String send(String bytes) {
			this.transport.receive(this.session, bytes);
			while (!SessionFixture.this.workers.isEmpty()) {
				work();
				this.transport.runTasks();
			}
			return read();
		}

		/** Return what has come since. */
		String read() {
			this.transport.runTasks();
			return this.transport.takeSent();
		}

		ServerSession session() {
			return this.session;
		}

		RecordingTransport transport() {
			return this.transport;
		}

		void close() {
			if (!this.closed) {
				this.closed = true;
				this.session.closed(null);
			}
		}

	}

}
