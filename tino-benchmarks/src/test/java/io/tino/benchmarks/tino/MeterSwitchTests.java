package io.tino.benchmarks.tino;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import io.tino.benchmarks.application.ApplicationServer;
import io.tino.benchmarks.peer.Peer;
import io.tino.benchmarks.work.Work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link MeterSwitch}.
 */
class MeterSwitchTests {

	@Test
	void callsAreMeasuredWhileItIsOn() throws Exception {
		Peer peer = TinoPeers.all()
			.stream()
			.filter((each) -> each.name().equals("tino-switched"))
			.findFirst()
			.orElseThrow();
		try (ApplicationServer server = (ApplicationServer) peer.startServer();
				TinoTypedClient client = (TinoTypedClient) peer.connect(server.port(), 1)) {
			client.blocking(Work.ADD).call();
			await().untilAsserted(() -> assertThat(calls(server.context(), "tino.server.calls")).isEqualTo(1));
			assertThat(calls(client.context(), "tino.client.calls")).isEqualTo(1);
			server.meters(false);
			client.meters(false);
			client.blocking(Work.ADD).call();
			assertThat(calls(client.context(), "tino.client.calls")).isEqualTo(1);
			server.meters(true);
			client.meters(true);
			client.blocking(Work.ADD).call();
			await().untilAsserted(() -> assertThat(calls(server.context(), "tino.server.calls")).isEqualTo(2));
			assertThat(calls(client.context(), "tino.client.calls")).isEqualTo(2);
			assertThat(client.context().getBean(MeterRegistry.class).get("tino.client.calls.active").gauge().value())
				.isZero();
		}
	}

	private static double calls(ConfigurableApplicationContext context, String name) {
		return context.getBean(MeterRegistry.class)
			.get(name)
			.tag("command", "ADD")
			.functionTimers()
			.stream()
			.mapToDouble(FunctionTimer::count)
			.sum();
	}

}
