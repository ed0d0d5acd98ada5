package io.tino.sample;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.testing.ForeignPackages;
import io.tino.testing.ForeignTool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for calls by the clients of Node.
 */
class NodeTests {

	private static String node;

	private static Path scripts;

	private static SampleServer sample;

	@BeforeAll
	static void start() throws IOException {
		node = ForeignTool.requireNode(18);
		scripts = ForeignPackages.installNode(Path.of("src/test/node"));
		sample = SampleServer.start();
	}

	@AfterAll
	static void stop() {
		if (sample != null) {
			sample.close();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "node_redis.mjs", "ioredis.mjs" })
	void calls(String script) throws IOException {
		assertThat(ForeignTool.run(node, scripts.resolve(script).toString(), String.valueOf(sample.port())))
			.isEqualTo("ok\n");
	}

}
