package io.tino.client;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.tino.payload.MessagePackCodec;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadMappers;
import io.tino.testing.SimulatedWorld;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One who calls once in a simulation.
 */
final class SimulatedCaller {

	private static final PayloadCodec CODEC = new MessagePackCodec(PayloadMappers.messagePack());

	private static final ReplyReader<Object> READER = new ReplyReader<>(CODEC, Object.class);

	/** As long as no call takes, however often servers are restarted meanwhile. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final int number;

	private final SimulatedWorld world;

	private final PendingCalls pending;

	private final ServerPool pool;

	private final Consumer<SimulatedCaller> check;

	private final String command;

	private final Duration timeout;

	private int runs;

	private boolean cancelled;

	private int ends;

	private @Nullable Object result;

	private @Nullable Throwable failure;

	private @Nullable SimulatedCaller next;

	/**
	 * Create a caller.
	 * @param number tells it from others
	 * @param world where it is
	 * @param pending counts its call
	 * @param pool takes its call
	 * @param check looks at what has become of it
	 */
	SimulatedCaller(int number, SimulatedWorld world, PendingCalls pending, ServerPool pool,
			Consumer<SimulatedCaller> check) {
		this.number = number;
		this.world = world;
		this.pending = pending;
		this.pool = pool;
		this.check = check;
		this.command = SimulatedCommands.NAMES.get(world.draw(SimulatedCommands.NAMES.size()));
		this.timeout = world.chance(30) ? Duration.ofMillis(1 + world.draw(50)) : PATIENCE;
	}

	void call() {
		ClientRequest request = new CallEncoder(CODEC).call(this.command,
				Map.of(SimulatedCommands.HEADER, String.valueOf(this.number)), arguments());
		ClientCall<Object> call = new ClientCall<>(this.command, request, Object.class, READER, this.world.nanoTime(),
				this.world.nanoTime() + this.timeout.toNanos());
		CountedCalls.submit(call, this.pending, this.pool);
		call.reply().whenComplete((reply, ex) -> {
			this.ends++;
			this.result = reply;
			this.failure = ex;
			if (call.isAbandoned()) {
				call.queue().abandon(call);
			}
			if (this.next != null) {
				this.next.call();
			}
		});
		if (this.world.chance(20)) {
			this.world.schedule(this.world.delay(Duration.ofMillis(30)),
					() -> this.cancelled = call.reply().cancel(false));
		}
	}

	/** Let another one call as soon as this one's call has ended. */
	void then(SimulatedCaller next) {
		this.next = next;
	}

	/** Some requests are so long that they are not sent at once. */
	private Object[] arguments() {
		return this.world.chance(20) ? new Object[] { this.number, "x".repeat(this.world.draw(20_000)) }
				: new Object[] { this.number };
	}

	/** The call runs on a server. */
	void ran() {
		this.runs++;
	}

	/** Return what the call has ended with. */
	String end() {
		return (this.failure != null) ? this.failure.getClass().getSimpleName() : "own result";
	}

	/** Look at what has become of the call. */
	void check() {
		assertThat(this.ends).as("%s ends", this).isEqualTo(1);
		assertThat(this.runs).as("%s runs", this).isLessThanOrEqualTo(1);
		if (this.failure == null) {
			assertThat(this.result).as("%s", this).isEqualTo(SimulatedCommands.result(this.command, this.number));
			assertThat(this.runs).as("%s runs", this).isEqualTo(1);
		}
		else if (!this.cancelled) {
			this.check.accept(this);
		}
	}

	/**
	 * A failure says whether the call may have run, and what the command has answered.
	 */
	void checkTrue() {
		assertThat(this.failure).as("%s", this).isInstanceOfSatisfying(TinoException.class, (ex) -> {
			assertThat(ex.mayHaveRun() || this.runs == 0).as("%s: %s, but it has run", this, ex.getMessage()).isTrue();
			if (ex.code().equals(SimulatedCommands.ERROR)) {
				assertThat(ex).hasMessageContaining("note " + this.number);
				assertThat(this.command).isEqualTo("FAIL");
			}
		});
	}

	/** No call fails but by its own fault. */
	void checkServed() {
		checkTrue();
		if (this.command.equals("HANG") || this.timeout != PATIENCE) {
			assertThat(this.failure).as("%s", this)
				.isInstanceOfAny(TinoTimeoutException.class, TinoCommandException.class);
		}
		if (!this.command.equals("HANG")
				&& !(this.failure instanceof TinoTimeoutException && this.timeout != PATIENCE)) {
			assertThat(((TinoException) this.failure).code()).as("%s: %s", this, this.failure)
				.isEqualTo(SimulatedCommands.ERROR);
		}
	}

	@Override
	public String toString() {
		return this.command + " " + this.number;
	}

}
