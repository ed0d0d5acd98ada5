package io.tino.benchmarks.tino;

import java.util.Objects;

import org.springframework.context.ConfigurableApplicationContext;

import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.work.Model;
import io.tino.benchmarks.work.Values;
import io.tino.benchmarks.work.Work;
import io.tino.spring.client.TinoTemplate;

/**
 * Calls by the template.
 *
 * @param context the application
 * @param tino the template
 */
record TinoTemplateClient(ConfigurableApplicationContext context, TinoTemplate tino) implements PeerClient {

	TinoTemplateClient(ConfigurableApplicationContext context) {
		this(context, context.getBean(TinoTemplate.class));
	}

	@Override
	public BlockingCall blocking(Work work) {
		return switch (work.kind()) {
			case ADD -> () -> Values.checkSum(call("ADD", Integer.class, Values.ONE, Values.OTHER));
			case EMOJI -> () -> Values.checkEmoji(call("ECHO_TEXT", String.class, Values.EMOJI));
			case MODEL -> () -> Values.checkModel(call("ECHO_MODEL", Model.class, Values.MODEL));
			case BYTES -> {
				byte[] bytes = Values.bytes(work.size());
				yield () -> Values.checkBytes(bytes, call("ECHO_BYTES", byte[].class, bytes));
			}
		};
	}

	private <T> T call(String command, Class<T> type, Object... arguments) {
		return Objects.requireNonNull(this.tino.call(command, type, arguments));
	}

	@Override
	public AsyncCall async(Work work) {
		return switch (work.kind()) {
			case ADD -> (completion) -> TinoTypedClient.check(
					this.tino.callAsync("ADD", Integer.class, Values.ONE, Values.OTHER), Values::checkSum, completion);
			case EMOJI -> (completion) -> TinoTypedClient
				.check(this.tino.callAsync("ECHO_TEXT", String.class, Values.EMOJI), Values::checkEmoji, completion);
			case MODEL -> (completion) -> TinoTypedClient
				.check(this.tino.callAsync("ECHO_MODEL", Model.class, Values.MODEL), Values::checkModel, completion);
			case BYTES -> {
				byte[] bytes = Values.bytes(work.size());
				yield (completion) -> TinoTypedClient.check(this.tino.callAsync("ECHO_BYTES", byte[].class, bytes),
						(reply) -> Values.checkBytes(bytes, reply), completion);
			}
		};
	}

	@Override
	public void close() {
		this.context.close();
	}

}
