package io.tino.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.MaintNotificationsConfig;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.tino.testing.ForeignPackages;
import io.tino.testing.ForeignTool;
import io.tino.testing.RespSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for stock clients that go on calling while servers are restarted one after
 * another: no call fails, and each one runs once.
 */
class RollingRestartTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	private static final int RESTARTS = 2;

	/**
	 * Who is told no address waits for half of it; the next server must run by the end.
	 */
	private static final String LONG_HANDOVER = "tino.server.handover.timeout=10s";

	private final List<MeterRegistry> registries = new ArrayList<>();

	private int port;

	private int otherPort;

	private SampleServer server;

	@BeforeEach
	void choosePorts() throws IOException {
		try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.port = one.getLocalPort();
			this.otherPort = other.getLocalPort();
		}
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.close();
		}
	}

	private SampleServer start(int port, String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("tino.server.port=" + port);
		SampleServer started = SampleServer.start(all.toArray(String[]::new));
		this.registries.add(started.context().getBean(MeterRegistry.class));
		return started;
	}

	private long served() {
		return this.registries.stream()
			.map((registry) -> registry.find("tino.server.calls").tag("command", "SLEEP").functionTimers())
			.flatMap((timers) -> timers.stream())
			.mapToLong((timer) -> (long) timer.count())
			.sum();
	}

	private void awaitCalls() {
		long before = served();
		await().atMost(LONG).until(() -> served() > before + 100);
	}

	/** Have each server's clients move to the next one, which runs already. */
	private void restartOneAfterAnother() {
		for (int i = 0; i < RESTARTS; i++) {
			SampleServer next = start(this.otherPort, "tino.server.handover.endpoint=127.0.0.1:" + this.port);
			awaitCalls();
			this.server.close();
			this.server = next;
			int former = this.port;
			this.port = this.otherPort;
			this.otherPort = former;
			awaitCalls();
		}
	}

	/** Have each server's clients move to the next one, which takes its port. */
	private void restartOnOnePort() {
		for (int i = 0; i < RESTARTS; i++) {
			awaitCalls();
			CompletableFuture<Void> stopped = new CompletableFuture<>();
			Thread stopping = new Thread(() -> {
				this.server.close();
				stopped.complete(null);
			});
			stopping.start();
			await().untilAsserted(() -> assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> RespSocket.connect(this.port).close()));
			SampleServer next = start(this.port, LONG_HANDOVER);
			assertThat(stopped).succeedsWithin(LONG);
			this.server = next;
			awaitCalls();
		}
	}

	@Test
	void lettuceMovesToTheServerThatItIsTold() {
		this.server = start(this.port, "tino.server.handover.endpoint=127.0.0.1:" + this.otherPort);
		try (LettuceLoad load = new LettuceLoad(this.port, MaintNotificationsConfig.enabled())) {
			restartOneAfterAnother();
			assertThat(load.end()).isEqualTo(served());
		}
	}

	@Test
	void lettuceMovesToTheSamePort() {
		this.server = start(this.port, LONG_HANDOVER);
		try (LettuceLoad load = new LettuceLoad(this.port,
				MaintNotificationsConfig.enabled(MaintNotificationsConfig.EndpointType.NONE))) {
			restartOnOnePort();
			assertThat(load.end()).isEqualTo(served());
		}
	}

	@Test
	void nodeRedisMovesToTheServerThatItIsTold(@TempDir Path directory) throws Exception {
		this.server = start(this.port, "tino.server.handover.endpoint=127.0.0.1:" + this.otherPort);
		nodeRedis(directory, "auto", this::restartOneAfterAnother);
	}

	@Test
	void nodeRedisMovesToTheSamePort(@TempDir Path directory) throws Exception {
		this.server = start(this.port, LONG_HANDOVER);
		nodeRedis(directory, "none", this::restartOnOnePort);
	}

	private void nodeRedis(Path directory, String endpointType, Runnable restart) throws Exception {
		String node = ForeignTool.requireNode(18);
		Path script = ForeignPackages.installNode(Path.of("src/test/node")).resolve("moving.mjs");
		Path output = directory.resolve("output");
		Process process = new ProcessBuilder(node, script.toString(), String.valueOf(this.port), endpointType)
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			restart.run();
			process.getOutputStream().close();
			assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(Files.readString(output)).isEqualTo("calls: " + served() + "\n");
		}
		finally {
			process.destroyForcibly();
		}
	}

}
