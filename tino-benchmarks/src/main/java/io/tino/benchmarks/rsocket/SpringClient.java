package io.tino.benchmarks.rsocket;

import java.util.Objects;
import java.util.function.Consumer;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.messaging.rsocket.RSocketRequester;
import reactor.core.publisher.Mono;

import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.work.Model;
import io.tino.benchmarks.work.Values;
import io.tino.benchmarks.work.Work;

/**
 * Calls by {@code RSocketRequester}.
 *
 * @param context the application
 * @param requester the requester
 */
record SpringClient(ConfigurableApplicationContext context, RSocketRequester requester) implements PeerClient {

	SpringClient(ConfigurableApplicationContext context) {
		this(context, context.getBean(RSocketRequester.class));
	}

	@Override
	public BlockingCall blocking(Work work) {
		return switch (work.kind()) {
			case ADD -> () -> Values.checkSum(await(add()));
			case EMOJI -> () -> Values.checkEmoji(await(echo("text", Values.EMOJI, String.class)));
			case MODEL -> () -> Values.checkModel(await(echo("model", Values.MODEL, Model.class)));
			case BYTES -> {
				byte[] bytes = Values.bytes(work.size());
				yield () -> Values.checkBytes(bytes, await(echo("bytes", bytes, byte[].class)));
			}
		};
	}

	private static <T> T await(Mono<T> call) {
		return Objects.requireNonNull(call.block());
	}

	@Override
	public AsyncCall async(Work work) {
		return switch (work.kind()) {
			case ADD -> (completion) -> start(add(), Values::checkSum, completion);
			case EMOJI ->
				(completion) -> start(echo("text", Values.EMOJI, String.class), Values::checkEmoji, completion);
			case MODEL ->
				(completion) -> start(echo("model", Values.MODEL, Model.class), Values::checkModel, completion);
			case BYTES -> {
				byte[] bytes = Values.bytes(work.size());
				yield (completion) -> start(echo("bytes", bytes, byte[].class),
						(reply) -> Values.checkBytes(bytes, reply), completion);
			}
		};
	}

	private static <T> void start(Mono<T> call, Consumer<T> check, Completion completion) {
		call.subscribe((reply) -> completion.completeWith(reply, check), completion::complete);
	}

	private Mono<Integer> add() {
		return this.requester.route("add")
			.data(new SpringEndpoint.Numbers(Values.ONE, Values.OTHER))
			.retrieveMono(Integer.class);
	}

	private <T> Mono<T> echo(String route, T data, Class<T> type) {
		return this.requester.route(route).data(data).retrieveMono(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
