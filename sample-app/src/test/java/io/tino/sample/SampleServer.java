package io.tino.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import io.tino.testing.RespSocket;

/**
 * The sample, running on free ports and with a database of its own in memory.
 *
 * @param context its application context
 */
public record SampleServer(ConfigurableApplicationContext context) implements AutoCloseable {

	public static SampleServer start(String... properties) {
		Map<String, String> values = new TreeMap<>(Map.of("tino.server.port", "0", "server.port", "0",
				"spring.datasource.url", "jdbc:h2:mem:" + UUID.randomUUID()));
		for (String property : properties) { // an argument given twice would have both
												// values
			values.put(property.substring(0, property.indexOf('=')), property.substring(property.indexOf('=') + 1));
		}
		String[] arguments = values.entrySet()
			.stream()
			.map((value) -> "--" + value.getKey() + "=" + value.getValue())
			.toArray(String[]::new);
		return new SampleServer(SpringApplication.run(SampleApplication.class, arguments));
	}

	public int port() {
		return this.context.getEnvironment().getRequiredProperty("local.tino.port", int.class);
	}

	int httpPort() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", int.class);
	}

	String get(String path) throws IOException, InterruptedException {
		URI uri = URI.create("http://127.0.0.1:" + httpPort() + path);
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
		if (response.statusCode() != 200) {
			throw new IOException(path + " answers " + response.statusCode());
		}
		return response.body();
	}

	RespSocket connect() {
		return RespSocket.connect(port());
	}

	@Override
	public void close() {
		this.context.close();
	}

}
