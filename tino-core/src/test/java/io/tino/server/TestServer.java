package io.tino.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.tino.command.Command;
import io.tino.command.CommandRegistry;
import io.tino.command.Permission;
import io.tino.testing.RecordingTransport;

/**
 * The sessions of a server, without sockets and threads, in a time that stands still
 * unless a test moves it. Everybody may administer it.
 */
final class TestServer implements AutoCloseable {

	static final Instant START = Instant.parse("2026-08-01T12:00:00.123456Z");

	final ServerSettings settings = new ServerSettings();

	private final List<Command> commands = new ArrayList<>(BuiltInCommands.all());

	private final Deque<Runnable> workers = new ArrayDeque<>();

	private final List<Client> clients = new ArrayList<>();

	private @Nullable ServerContext context;

	private long nanoTime = 42;

	private boolean clockBroken;

	private boolean workRefused;

	/** When the time that passes cannot be told either. */
	private long failingNanoTime = -1;

	TestServer(Command... commands) {
		this.commands.addAll(BuiltInCommands.multiplexing());
		this.commands.addAll(List.of(commands));
		this.settings.administration = Permission.ALL;
	}

	/** Let time pass. */
	void pass(Duration duration) {
		this.nanoTime += duration.toNanos();
	}

	/** Let the time that passes not be told once a time has passed. */
	void failAfter(Duration time) {
		this.failingNanoTime = this.nanoTime + time.toNanos();
	}

	/** Let nobody know the time of day any more. */
	void breakClock() {
		this.clockBroken = true;
	}

	/** Have no free worker. */
	void refuseWork(boolean refused) {
		this.workRefused = refused;
	}

	private void execute(Runnable task) {
		if (this.workRefused) {
			throw new RejectedExecutionException("as the test wants it");
		}
		this.workers.add(task);
	}

	/** Run what waits for workers. */
	void work() {
		runWorkers();
		this.clients.forEach((client) -> client.transport.runTasks());
	}

	/** Run what waits for workers on this thread, and no tasks of event loops. */
	void runWorkers() {
		for (Runnable task = this.workers.poll(); task != null; task = this.workers.poll()) {
			task.run();
		}
	}

	/**
	 * Run what waits for workers on one other thread. Not on one of the common pool,
	 * which has no other for what the work waits for where there are two processors.
	 */
	private void workElsewhere() {
		CompletableFuture.runAsync(this::runWorkers, (task) -> new Thread(task, "test-worker").start())
			.orTimeout(30, TimeUnit.SECONDS)
			.join();
	}

	private long nanoTime() {
		if (this.nanoTime == this.failingNanoTime) {
			throw new IllegalStateException("as the test wants it");
		}
		return this.nanoTime;
	}

	/** Return what the sessions share, from which on the settings hold. */
	ServerContext context() {
		ServerContext current = this.context;
		if (current == null) {
			current = new ServerContext(this.settings, new CommandRegistry(this.commands), this::execute,
					new ServerSessions(new AtomicLong()), this::nanoTime, new MovedClock());
			this.context = current;
		}
		return current;
	}

	Client connect() {
		Client client = new Client(context());
		this.clients.add(client);
		return client;
	}

	@Override
	public void close() {
		work();
		List.copyOf(this.clients).forEach(Client::close);
		work();
	}

	/**
	 * One who calls.
	 */
	final class Client implements AutoCloseable {

		private final RecordingTransport transport = new RecordingTransport();

		private final ServerSession session;

		private Client(ServerContext context) {
			this.session = new ServerSession(context, this.transport);
			context.listener().connectionOpened(this.session.connection());
			context.sessions().add(this.session);
		}

		/** Send inline requests, and return what is answered at once. */
		String send(String... requests) {
			this.transport.receive(this.session, String.join("\r\n", requests) + "\r\n");
			return read();
		}

		/**
		 * Send bytes, let workers do what is to be done on another thread, and return
		 * what has come since.
		 */
		String exchange(String bytes) {
			this.transport.receive(this.session, bytes);
			while (!TestServer.this.workers.isEmpty()) {
				workElsewhere();
				this.transport.runTasks();
			}
			return read();
		}

		/** Return what has come since. */
		String read() {
			this.transport.runTasks();
			return this.transport.takeSent();
		}

		/** Return all that comes, as a slow reader gets it. */
		String readAll() {
			StringBuilder sent = new StringBuilder();
			int before;
			do {
				before = sent.length();
				this.transport.drain(this.session);
				sent.append(read());
			}
			while (sent.length() > before);
			return sent.toString();
		}

		ServerSession session() {
			return this.session;
		}

		RecordingTransport transport() {
			return this.transport;
		}

		/** Send a request, and return what a worker answers. */
		String work(String request) {
			String sent = send(request);
			TestServer.this.work();
			return sent + this.transport.takeSent();
		}

		/** Return the lines of sections of {@code INFO} by their names. */
		Map<String, String> info(String sections) {
			return send("INFO " + sections).lines()
				.filter((line) -> line.contains(":"))
				.map((line) -> line.split(":", 2))
				.collect(Collectors.toMap((line) -> line[0], (line) -> line[1]));
		}

		@Override
		public void close() {
			if (TestServer.this.clients.remove(this)) {
				this.session.closed(null);
			}
		}

	}

	/**
	 * Shows the time that tests have let pass.
	 */
	private final class MovedClock extends Clock {

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Instant instant() {
			if (TestServer.this.clockBroken) {
				throw new IllegalStateException("as the test wants it");
			}
			return START.plusNanos(TestServer.this.nanoTime - 42);
		}

	}

}
