package io.tino.sample;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import io.tino.testing.RespSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what becomes of calls when the sample is stopped.
 */
class GracefulShutdownTests {

	private static final String SLEEP_300 = "*2\r\n$5\r\nSLEEP\r\n$3\r\n\u00cd\u0001\u002c\r\n";

	private static final String SLEPT_300 = "$3\r\n\u00cd\u0001\u002c\r\n";

	@Test
	void callsInFlightAreAnswered() {
		SampleServer sample = SampleServer.start();
		int port = sample.port();
		List<RespSocket> sockets = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			sockets.add(sample.connect());
		}
		// Ten each, so that all overlap on a slow machine too
		sockets.forEach((socket) -> socket.send(SLEEP_300.repeat(10)));
		MeterRegistry registry = sample.context().getBean(MeterRegistry.class);
		await().pollInterval(Duration.ofMillis(10))
			.untilAsserted(() -> assertThat(registry.get("tino.server.calls.active").gauge().value()).isEqualTo(100));
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(sample::close);
		await().untilAsserted(() -> assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> RespSocket.connect(port).close()));
		for (RespSocket socket : sockets) {
			assertThat(socket.readToEnd()).isEqualTo(SLEPT_300.repeat(10));
			socket.close();
		}
		stopped.join();
	}

}
