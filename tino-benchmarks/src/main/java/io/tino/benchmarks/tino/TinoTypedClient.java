package io.tino.benchmarks.tino;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

import io.tino.benchmarks.peer.Metered;
import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.work.Values;
import io.tino.benchmarks.work.Work;
import io.tino.spring.client.ImportTinoClients;

/**
 * Calls by an imported client interface.
 *
 * @param context the application
 * @param client the client
 */
record TinoTypedClient(ConfigurableApplicationContext context, WorkClient client) implements PeerClient, Metered {

	TinoTypedClient(ConfigurableApplicationContext context) {
		this(context, context.getBean(WorkClient.class));
	}

	@Override
	public BlockingCall blocking(Work work) {
		return switch (work.kind()) {
			case ADD -> () -> Values.checkSum(this.client.add(Values.ONE, Values.OTHER));
			case EMOJI -> () -> Values.checkEmoji(this.client.echoText(Values.EMOJI));
			case MODEL -> () -> Values.checkModel(this.client.echoModel(Values.MODEL));
			case BYTES -> {
				byte[] bytes = Values.bytes(work.size());
				yield () -> Values.checkBytes(bytes, this.client.echoBytes(bytes));
			}
		};
	}

	@Override
	public AsyncCall async(Work work) {
		return switch (work.kind()) {
			case ADD ->
				(completion) -> check(this.client.addAsync(Values.ONE, Values.OTHER), Values::checkSum, completion);
			case EMOJI ->
				(completion) -> check(this.client.echoTextAsync(Values.EMOJI), Values::checkEmoji, completion);
			case MODEL ->
				(completion) -> check(this.client.echoModelAsync(Values.MODEL), Values::checkModel, completion);
			case BYTES -> {
				byte[] bytes = Values.bytes(work.size());
				yield (completion) -> check(this.client.echoBytesAsync(bytes),
						(reply) -> Values.checkBytes(bytes, reply), completion);
			}
		};
	}

	static <T> void check(CompletionStage<? extends T> stage, Consumer<T> check, Completion completion) {
		stage.whenComplete((reply, failure) -> {
			if (failure == null) {
				completion.completeWith(reply, check);
			}
			else {
				completion.complete(failure);
			}
		});
	}

	@Override
	public void meters(boolean on) {
		this.context.getBean(Metered.class).meters(on);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@ImportTinoClients(WorkClient.class)
	static class Configuration {

	}

	@ImportTinoClients(WorkClient.class)
	@Import(MeterSwitch.class)
	static class Switched {

	}

}
