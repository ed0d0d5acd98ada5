package io.tino.benchmarks.webmvc;

import java.util.Objects;

import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import io.tino.benchmarks.http.WorkController;
import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.work.Model;
import io.tino.benchmarks.work.Values;
import io.tino.benchmarks.work.Work;

/**
 * Calls by {@code RestClient}, which always waits for the reply. Apache HttpClient
 * neither retries nor follows redirects, which saves it a little.
 *
 * @param context the application
 * @param client the client
 */
record WebMvcClient(ConfigurableApplicationContext context, RestClient client) implements PeerClient {

	private static final MediaType TEXT = MediaType.parseMediaType(WorkController.TEXT);

	WebMvcClient(ConfigurableApplicationContext context) {
		this(context, context.getBean(RestClient.class));
	}

	@Override
	public BlockingCall blocking(Work work) {
		return switch (work.kind()) {
			case ADD -> () -> Values.checkSum(add());
			case EMOJI -> () -> Values.checkEmoji(echo("/text", TEXT, Values.EMOJI, String.class));
			case MODEL ->
				() -> Values.checkModel(echo("/model", MediaType.APPLICATION_JSON, Values.MODEL, Model.class));
			case BYTES -> {
				byte[] bytes = Values.bytes(work.size());
				yield () -> Values.checkBytes(bytes,
						echo("/bytes", MediaType.APPLICATION_OCTET_STREAM, bytes, byte[].class));
			}
		};
	}

	private int add() {
		return Objects.requireNonNull(
				this.client.get().uri("/add?a={a}&b={b}", Values.ONE, Values.OTHER).retrieve().body(Integer.class));
	}

	private <T> T echo(String path, MediaType mediaType, T body, Class<T> type) {
		return Objects
			.requireNonNull(this.client.post().uri(path).contentType(mediaType).body(body).retrieve().body(type));
	}

	@Override
	public @Nullable AsyncCall async(Work work) {
		return null;
	}

	@Override
	public void close() {
		this.context.close();
	}

	static class Configuration {

		@Bean
		HttpComponentsClientHttpRequestFactory requestFactory(@Value("${work.callers}") int callers) {
			return ClientHttpRequestFactoryBuilder.httpComponents()
				.withConnectionManagerCustomizer(
						(connections) -> connections.setMaxConnTotal(callers).setMaxConnPerRoute(callers))
				.withHttpClientCustomizer(HttpClientBuilder::disableAutomaticRetries)
				.build(HttpClientSettings.defaults().withRedirects(HttpRedirects.DONT_FOLLOW));
		}

		@Bean
		RestClient workClient(RestClient.Builder builder, HttpComponentsClientHttpRequestFactory requestFactory,
				@Value("${work.port}") int port) {
			return builder.requestFactory(requestFactory).baseUrl("http://127.0.0.1:" + port).build();
		}

	}

}
