package io.tino.sample;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.tino.testing.ForeignTool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for calls by redis-py.
 */
class PythonTests {

	private static final Path SCRIPTS = Path.of("src/test/python");

	private static SampleServer sample;

	@BeforeAll
	static void start() {
		sample = SampleServer.start();
	}

	@AfterAll
	static void stop() {
		sample.close();
	}

	@Test
	void redisPyCalls() throws IOException {
		String python = ForeignTool.requirePython("redis", "msgpack");
		assertThat(ForeignTool.run(python, script("redis_py.py"), port())).startsWith("ok ");
	}

	@Test
	void whatTheProtocolSaysOfMultiplexedCallsIsEnoughToMakeThem() throws IOException {
		String python = ForeignTool.requirePython("msgpack");
		assertThat(ForeignTool.run(python, script("multiplexed_calls.py"), port())).startsWith("ok");
	}

	private static String script(String name) {
		return SCRIPTS.resolve(name).toString();
	}

	private static String port() {
		return String.valueOf(sample.port());
	}

}
