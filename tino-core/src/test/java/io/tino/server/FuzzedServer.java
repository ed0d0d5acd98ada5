package io.tino.server;

import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.tino.command.CommandRegistry;
import io.tino.fuzz.CountingAllocator;
import io.tino.testing.RecordingTransport;

/**
 * The sessions of a server and all that is around them, which does nothing until it is
 * told to: connections, workers, clock and commands.
 */
final class FuzzedServer {

	/**
	 * Whatever waits for a worker, or for the end of a pause, has come to rest before.
	 */
	private static final int MAX_ROUNDS = 100_000;

	/** Timers that go on and on are those of idle connections. */
	private static final int MAX_TIMERS = 100;

	private final CountingAllocator allocator = new CountingAllocator();

	private final FuzzedCommands commands = new FuzzedCommands();

	private final FuzzedWorkers workers;

	private final Queue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(this::nanosUntil));

	private final ServerSessions sessions = new ServerSessions(new AtomicLong());

	private final List<FuzzedClient> clients = new ArrayList<>();

	private final ServerContext context;

	private long now = Long.MAX_VALUE - 1; // clocks may overflow

	/**
	 * Create a server.
	 * @param settings what it is told to do
	 * @param rejecting whether the workers take no tasks
	 */
	FuzzedServer(ServerSettings settings, boolean rejecting) {
		this.workers = new FuzzedWorkers(rejecting);
		this.context = new ServerContext(settings, new CommandRegistry(this.commands.all()), this.workers,
				this.sessions, () -> this.now, Clock.systemUTC());
	}

	static @Nullable Principal authenticate(TinoCredentials credentials, Object connection) {
		return credentials.password().equals("secret") ? () -> "tina" : null;
	}

	FuzzedClient connect() {
		FuzzedClient client = new FuzzedClient(this);
		this.clients.add(client);
		this.sessions.add(client.session());
		return client;
	}

	ServerContext context() {
		return this.context;
	}

	CountingAllocator allocator() {
		return this.allocator;
	}

	FuzzedCommands commands() {
		return this.commands;
	}

	FuzzedWorkers workers() {
		return this.workers;
	}

	/** Run a task on a thread that is no event loop. */
	void runElsewhere(Runnable task) {
		Runnable elsewhere = task;
		for (FuzzedClient client : this.clients) {
			Runnable inner = elsewhere;
			elsewhere = () -> client.transport().runElsewhere(inner);
		}
		elsewhere.run();
	}

	/** Let the event loops run their tasks. */
	void runTasks() {
		this.workers.await();
		this.clients.forEach(FuzzedClient::runTasks);
		for (FuzzedClient client : this.clients) {
			for (RecordingTransport.Scheduled task : client.transport().takeScheduled()) {
				this.timers.add(new Timer(this.now + TimeUnit.NANOSECONDS.convert(task.delay()), task.task()));
			}
		}
	}

	void advance(Duration duration) {
		this.now += duration.toNanos();
		runTasks();
		while (!this.timers.isEmpty() && nanosUntil(this.timers.peek()) <= 0) {
			this.timers.remove().task().run();
			runTasks();
		}
	}

	private long nanosUntil(Timer timer) {
		return timer.nanos() - this.now;
	}

	/** Let everything run that waits, until nothing does. */
	void comeToRest() {
		int timersLeft = MAX_TIMERS;
		for (int round = 0; round < MAX_ROUNDS; round++) {
			this.clients.forEach(FuzzedClient::catchUp);
			boolean idle = isIdle();
			this.workers.runOne();
			this.commands.completeOne();
			runTasks();
			if (idle && isIdle()) {
				if (this.timers.isEmpty() || timersLeft-- == 0) {
					return;
				}
				advance(Duration.ofNanos(Math.max(0, nanosUntil(this.timers.peek()))));
			}
		}
		throw new AssertionError("The server does not come to rest");
	}

	private boolean isIdle() {
		return this.workers.isIdle() && !this.commands.isPending();
	}

	/** Close all connections, and check that nothing of them is left. */
	void end() {
		this.clients.forEach(FuzzedClient::close);
		comeToRest();
		this.allocator.requireUnused();
		if (!this.sessions.close().isDone()) {
			throw new AssertionError("A session has not been removed");
		}
		if (this.commands.states() != 0) {
			throw new AssertionError("What was kept for a connection has not been ended");
		}
		PubSub pubSub = this.context.settings().pubSub;
		if (!pubSub.channels().isEmpty() || pubSub.patterns() != 0) {
			throw new AssertionError("A subscription has not been removed");
		}
	}

	private record Timer(long nanos, Runnable task) {
	}

}
