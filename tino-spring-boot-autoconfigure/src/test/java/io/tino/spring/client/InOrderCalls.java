package io.tino.spring.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

import io.tino.client.TinoTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What holds for calls to any server that answers them in order.
 */
@NullMarked
final class InOrderCalls {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final TinoTemplate template;

	private final String echo;

	private final String hang;

	private final @Nullable Object[] hangArguments;

	/**
	 * Create an instance.
	 * @param template a template with the default settings, connected to the server
	 * @param echo a command that returns its argument
	 * @param hang a command that does not return
	 * @param hangArguments the arguments of the latter
	 */
	InOrderCalls(TinoTemplate template, String echo, String hang, @Nullable Object... hangArguments) {
		this.template = template;
		this.echo = echo;
		this.hang = hang;
		this.hangArguments = hangArguments;
	}

	void check() {
		repliesFindTheirCalls();
		headersStayHere();
		timeIsKeptHere();
		whoGivesUpDoesNotWait();
	}

	private void repliesFindTheirCalls() {
		List<CompletableFuture<@Nullable String>> replies = IntStream.range(0, 100)
			.mapToObj((number) -> this.template.callAsync(this.echo, String.class, "number " + number))
			.toList();
		for (int number = 0; number < replies.size(); number++) {
			assertThat(replies.get(number)).succeedsWithin(LONG).isEqualTo("number " + number);
		}
	}

	private void headersStayHere() {
		assertThat(this.template.withHeader("tenant", "t").call(this.echo, String.class, "a")).isEqualTo("a");
	}

	private void timeIsKeptHere() {
		assertThatExceptionOfType(TinoTimeoutException.class)
			.isThrownBy(() -> this.template.withTimeout(Duration.ofMillis(200))
				.call(this.hang, Object.class, this.hangArguments))
			.withMessage(this.hang + " has no reply after 200 ms")
			.satisfies((ex) -> assertThat(ex.mayHaveRun()).isTrue());
	}

	private void whoGivesUpDoesNotWait() {
		CompletableFuture<@Nullable Object> given = this.template.callAsync(this.hang, Object.class,
				this.hangArguments);
		this.template.ping();
		assertThat(given.cancel(true)).isTrue();
		for (String value : List.of("a", "b", "c")) { // by connections on which nothing
														// hangs
			assertThat(this.template.call(this.echo, String.class, value)).isEqualTo(value);
		}
	}

}
