package io.tino.server;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.command.CommandException;
import io.tino.command.CommandRegistry;
import io.tino.command.ErrorCode;

/**
 * What the sessions of a running server share.
 *
 * @param settings what they have been told to do
 * @param registry what can be called
 * @param workers where calls that may block run
 * @param errors turns failures into errors
 * @param sessions all sessions
 * @param pause holds calls back
 * @param handover tells clients to move to other connections
 * @param monitors the sessions that watch all others
 * @param statistics counts what happens
 * @param slowCalls keeps the calls that take long
 * @param connectionCounts how many connections there are
 * @param outputBudget what waits for all clients together
 * @param nanoTime the clock
 * @param clock the time of day
 */
record ServerContext(ServerSettings settings, CommandRegistry registry, Executor workers, CallErrors errors,
		ServerSessions sessions, CommandPause pause, Handover handover, Monitors monitors, ServerStatistics statistics,
		SlowCalls slowCalls, ConnectionCounts connectionCounts, OutputBudget outputBudget, LongSupplier nanoTime,
		Clock clock) {

	/** What a call is answered that nobody can run. */
	static final CommandException NO_WORKER = new CommandException(ErrorCode.OVERLOADED, "no worker is free");

	private static final Logger logger = LoggerFactory.getLogger(ServerContext.class);

	ServerContext(ServerSettings settings, CommandRegistry registry, Executor workers, ServerSessions sessions,
			LongSupplier nanoTime, Clock clock) {
		this(settings, registry, workers, new CallErrors(settings.includeErrorMessages), sessions,
				new CommandPause(sessions, nanoTime), new Handover(settings, sessions, nanoTime, clock),
				new Monitors(clock), new ServerStatistics(registry.commands(), settings.listener, nanoTime),
				new SlowCalls(clock, settings.slowLogThreshold, settings.slowLogMaxLength),
				new ConnectionCounts(settings), new OutputBudget(settings.maxOutputBytes), nanoTime, clock);
	}

	/**
	 * Return who is told what happens: the statistics, and the application through them.
	 */
	TinoServerListener listener() {
		return this.statistics;
	}

	/**
	 * Let a worker run a call.
	 * @param call the call
	 * @return whether a worker will
	 */
	boolean submit(ServerCall call) {
		try {
			this.workers.execute(call);
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
		catch (Throwable ex) { // as if no thread can be started
			logger.error("The workers have failed to take a call of {}", call.command().spec().name(), ex);
			return false;
		}
	}

	/**
	 * Show a call that is over to those who look at calls. Its arguments must be there
	 * still.
	 * @param call the call
	 * @param nanos how long it took
	 */
	void show(ServerCall call, long nanos) {
		try {
			this.monitors.show(call);
			this.slowCalls.completed(call, nanos);
		}
		catch (Throwable ex) { // as for lack of memory: the call must end nevertheless
			logger.error("A call of {} cannot be shown", call.command().spec().name(), ex);
		}
	}

}
