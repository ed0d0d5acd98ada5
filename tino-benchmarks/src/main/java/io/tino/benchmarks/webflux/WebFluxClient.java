package io.tino.benchmarks.webflux;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.resources.ConnectionProvider;

import io.tino.benchmarks.http.WorkController;
import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.work.Model;
import io.tino.benchmarks.work.Values;
import io.tino.benchmarks.work.Work;

/**
 * Calls by {@code WebClient}.
 *
 * @param context the application
 * @param client the client
 */
record WebFluxClient(ConfigurableApplicationContext context, WebClient client) implements PeerClient {

	private static final MediaType TEXT = MediaType.parseMediaType(WorkController.TEXT);

	WebFluxClient(ConfigurableApplicationContext context) {
		this(context, context.getBean(WebClient.class));
	}

	@Override
	public BlockingCall blocking(Work work) {
		return switch (work.kind()) {
			case ADD -> () -> Values.checkSum(await(add()));
			case EMOJI -> () -> Values.checkEmoji(await(echoText()));
			case MODEL -> () -> Values.checkModel(await(echoModel()));
			case BYTES -> {
				byte[] bytes = Values.bytes(work.size());
				yield () -> Values.checkBytes(bytes, await(echoBytes(bytes)));
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
			case EMOJI -> (completion) -> start(echoText(), Values::checkEmoji, completion);
			case MODEL -> (completion) -> start(echoModel(), Values::checkModel, completion);
			case BYTES -> {
				byte[] bytes = Values.bytes(work.size());
				yield (completion) -> start(echoBytes(bytes), (reply) -> Values.checkBytes(bytes, reply), completion);
			}
		};
	}

	private static <T> void start(Mono<T> call, Consumer<T> check, Completion completion) {
		call.subscribe((reply) -> completion.completeWith(reply, check), completion::complete);
	}

	private Mono<Integer> add() {
		return this.client.get().uri("/add?a={a}&b={b}", Values.ONE, Values.OTHER).retrieve().bodyToMono(Integer.class);
	}

	private Mono<String> echoText() {
		return echo("/text", TEXT, Values.EMOJI, String.class);
	}

	private Mono<Model> echoModel() {
		return echo("/model", MediaType.APPLICATION_JSON, Values.MODEL, Model.class);
	}

	private Mono<byte[]> echoBytes(byte[] bytes) {
		return echo("/bytes", MediaType.APPLICATION_OCTET_STREAM, bytes, byte[].class);
	}

	private <T> Mono<T> echo(String path, MediaType mediaType, T body, Class<T> type) {
		return this.client.post().uri(path).contentType(mediaType).bodyValue(body).retrieve().bodyToMono(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

	static class Configuration {

		@Bean
		ReactorResourceFactory reactorResources(@Value("${work.callers}") int callers) {
			ReactorResourceFactory resources = new ReactorResourceFactory();
			resources.setUseGlobalResources(false);
			resources.setShutdownQuietPeriod(Duration.ZERO);
			resources.setConnectionProviderSupplier(() -> ConnectionProvider.builder("work")
				.maxConnections(callers)
				.pendingAcquireMaxCount(-1)
				.build());
			return resources;
		}

		@Bean
		WebClient workClient(WebClient.Builder builder, @Value("${work.port}") int port) {
			return builder.baseUrl("http://127.0.0.1:" + port).build();
		}

	}

}
