package io.tino.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import io.tino.client.SimulatedNetwork.Attempt;
import io.tino.testing.PushText;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Properties of {@link MultiplexedCalls}: in whatever order calls end, time out and are
 * cancelled, and however what the server sends is cut, each ends once, with what is its
 * own.
 */
class MultiplexedCallsPropertyTests {

	@Property(tries = 1000)
	void eachCallEndsWithWhatIsItsOwn(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int maxCalls) {
		Schedule schedule = new Schedule(new Random(seed), maxCalls);
		for (int step = 0; step < 150; step++) {
			schedule.step();
		}
		schedule.end();
	}

	/** What happens to a client, by chance. */
	private static final class Schedule {

		private final Random random;

		private final int maxCalls;

		private final SimulatedClient client = new SimulatedClient();

		private final Attempt server;

		/** By their commands. */
		private final Map<String, CompletableFuture<String>> calls = new LinkedHashMap<>();

		/** What the server has still to send for each call that it runs, by id. */
		private final Map<Long, List<String>> running = new LinkedHashMap<>();

		/** What has been sent and not come. */
		private final StringBuilder wire = new StringBuilder();

		Schedule(Random random, int maxCalls) {
			this.random = random;
			this.maxCalls = maxCalls;
			this.server = this.client.connect(maxCalls);
		}

		void step() {
			switch (this.random.nextInt(6)) {
				case 0, 1 -> call();
				case 2 -> cancel();
				case 3 -> answer();
				case 4 -> deliver(this.random.nextInt(this.wire.length() + 1));
				default -> this.client.network().advance(Duration.ofMillis(this.random.nextInt(3000)));
			}
			serve();
		}

		private void call() {
			String command = "C" + this.calls.size();
			this.calls.put(command, this.client.submit(command, Duration.ofMillis(1 + this.random.nextInt(20_000))));
		}

		private void cancel() {
			if (!this.calls.isEmpty()) {
				this.calls.get("C" + this.random.nextInt(this.calls.size())).cancel(true);
				this.client.network().run();
			}
		}

		/** Let the server take what it has been sent. */
		private void serve() {
			for (List<String> request : Pushes.requests(this.server.takeSent())) {
				if (request.get(0).equals("PING")) {
					this.wire.append("+PONG\r\n");
					continue;
				}
				long id = Long.parseLong(request.get(1));
				if (request.get(0).equals("TINO.CALL")) {
					assertThat(this.running.put(id, result(id, request.get(3)))).isNull();
				}
				else if (this.running.remove(id) != null) {
					this.wire.append(PushText.error(id, "CANCELLED by the client"));
				}
			}
			assertThat(this.running).hasSizeLessThanOrEqualTo(this.maxCalls);
		}

		private List<String> result(long id, String command) {
			return switch (this.random.nextInt(3)) {
				case 0 -> List.of(PushText.error(id, "FOO " + command));
				case 1 -> Pushes.chunks(id, Pushes.reply(id, command), 1 + this.random.nextInt(20));
				default -> List.of(Pushes.reply(id, command));
			};
		}

		/** Let the server send a push. */
		private void answer() {
			if (this.running.isEmpty()) {
				return;
			}
			List<Long> ids = new ArrayList<>(this.running.keySet());
			long id = ids.get(this.random.nextInt(ids.size()));
			List<String> left = this.running.get(id);
			this.wire.append(left.get(0));
			if (left.size() == 1) {
				this.running.remove(id);
			}
			else {
				this.running.put(id, left.subList(1, left.size()));
			}
		}

		private void deliver(int length) {
			String bytes = this.wire.substring(0, length);
			this.wire.delete(0, length);
			if (length > 0) {
				this.server.receive(bytes);
			}
		}

		void end() {
			do {
				while (!this.running.isEmpty()) {
					answer();
				}
				deliver(this.wire.length());
				serve();
			}
			while (!this.running.isEmpty() || !this.wire.isEmpty());
			this.calls.forEach(Schedule::requireOwn);
			assertThat(this.server.transport().isClosed()).isFalse();
			this.client.close();
		}

		private static void requireOwn(String command, CompletableFuture<String> call) {
			assertThat(call).as(command).isDone();
			try {
				assertThat(call.join()).isEqualTo(command);
			}
			catch (CancellationException ex) {
				// By this test
			}
			catch (CompletionException ex) {
				assertThat(ex.getCause()).isInstanceOfAny(TinoTimeoutException.class, TinoCommandException.class);
				assertThat(ex.getCause()).hasMessageStartingWith(command + " has ");
				if (ex.getCause() instanceof TinoCommandException failure) {
					assertThat(failure.detail()).isEqualTo(command);
				}
			}
		}

	}

}
