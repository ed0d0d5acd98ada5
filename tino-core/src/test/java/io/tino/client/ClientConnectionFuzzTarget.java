package io.tino.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.tino.fuzz.FuzzEvent;
import io.tino.fuzz.FuzzStep;
import io.tino.fuzz.LoggedErrors;
import io.tino.payload.PayloadCodec;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadException;
import io.tino.payload.PayloadMappers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz target for {@link ClientConnection} and {@link ClientSession}: whatever a server
 * sends and does, each call is completed once, with a result or a {@link TinoException}.
 */
public final class ClientConnectionFuzzTarget {

	private static final PayloadCodec CODEC = PayloadCodecs.of(PayloadMappers.messagePack()).messagePack();

	private static final List<Class<?>> TYPES = List.of(Object.class, Integer.class, String.class, List.class,
			byte[].class, Note.class, Void.class);

	private final List<FuzzStep> steps;

	private final FuzzedConnection connection;

	private int calls;

	private ClientConnectionFuzzTarget(List<FuzzStep> steps) {
		this.steps = steps;
		boolean plain = FuzzStep.contains(steps, FuzzEvent.NO_AUTH);
		this.connection = new FuzzedConnection(
				plain ? new ClientHandshake(null, null, null) : new ClientHandshake("tina", "secret", "me"));
	}

	/** What a call may return. */
	record Note(int id, String text) {
	}

	/**
	 * Run the target.
	 * @param input a script of what the server does
	 */
	public static void fuzzerTestOneInput(byte[] input) {
		LoggedErrors.clear();
		new ClientConnectionFuzzTarget(FuzzStep.parse(input)).run();
		LoggedErrors.requireNone();
	}

	private void run() {
		call();
		for (FuzzStep step : this.steps) {
			for (int i = 0; i < step.times(); i++) {
				this.connection.receive(step.bytes(this.connection.allocator()));
			}
			happens(step.event());
		}
		this.connection.end();
		this.connection.replies().forEach(ClientConnectionFuzzTarget::requireCompleted);
	}

	private void happens(FuzzEvent event) {
		switch (event) {
			case CALL -> call();
			case CANCEL -> this.connection.replies().get(this.calls / 2).cancel(false);
			case TIME -> this.connection.advance(Duration.ofSeconds(3));
			case CLOSE -> this.connection.breakOff();
			default -> {
			}
		}
	}

	private void call() {
		this.connection.call(CODEC, TYPES.get(this.calls++ % TYPES.size()));
	}

	private static void requireCompleted(CompletableFuture<?> reply) {
		assertThat(reply).isDone();
		try {
			reply.join();
		}
		catch (CancellationException ex) {
			// By this target
		}
		catch (CompletionException ex) {
			assertThat(ex).hasCauseInstanceOf(TinoException.class);
			if (ex.getCause() instanceof TinoReplyException unreadable) {
				assertThat(unreadable).hasCauseInstanceOf(PayloadException.class);
			}
		}
	}

}
