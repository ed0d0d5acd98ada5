package io.tino.server;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.tino.command.Command;
import io.tino.command.CommandRegistry;
import io.tino.testing.SimulatedWorld;
import io.tino.transport.TransportConnection;
import io.tino.transport.TransportHandler;

/**
 * A server in a {@link SimulatedWorld}.
 */
public final class SimulatedServer implements TransportHandler.Factory {

	private final ServerSettings settings = new ServerSettings();

	private final ServerContext context;

	private final TransportHandler.Factory sessions;

	/**
	 * Create a server.
	 * @param world where it is
	 * @param commands what can be called
	 * @param multiplexing whether calls need not wait for each other
	 */
	public SimulatedServer(SimulatedWorld world, List<Command> commands, boolean multiplexing) {
		this.settings.multiplexing = multiplexing;
		this.settings.allowedHeaders = Set.of("caller");
		this.settings.multiplexingLimits = MultiplexingLimits.DEFAULT.withChunkBytes(1024).withMaxConcurrentCalls(20);
		List<Command> all = new ArrayList<>(BuiltInCommands.all());
		if (multiplexing) {
			all.addAll(BuiltInCommands.multiplexing());
		}
		all.addAll(commands);
		Executor workers = world.workers(Duration.ofMillis(5));
		this.context = new ServerContext(this.settings, new CommandRegistry(all), workers,
				new ServerSessions(new AtomicLong()), world::nanoTime, Clock.systemUTC());
		this.sessions = new SessionFactory(this.context);
	}

	@Override
	public TransportHandler connected(TransportConnection connection) {
		return this.sessions.connected(connection);
	}

	/**
	 * Stop as a server does that lets clients move and calls in flight finish. Who
	 * listens where it has been has to be told before.
	 * @param world where the server is
	 * @param handover how long clients have to move
	 * @return completed when no connection is left
	 */
	public CompletableFuture<Void> stop(SimulatedWorld world, Duration handover) {
		ServerSessions all = this.context.sessions();
		CompletableFuture<Void> moved = this.context.handover().begin(handover);
		AtomicBoolean draining = new AtomicBoolean();
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		Runnable drain = () -> {
			if (draining.compareAndSet(false, true)) {
				all.drain().thenCompose((drained) -> all.close()).thenRun(() -> stopped.complete(null));
			}
		};
		moved.thenRun(() -> world.schedule(Duration.ZERO, drain));
		world.schedule(handover, drain);
		return stopped;
	}

	/**
	 * Return how many connections have not been cleaned up after.
	 * @return the number, of those included that wait for a call
	 */
	public int connections() {
		return this.context.sessions().all().size();
	}

}
