package io.tino.sample;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.tino.testing.ForeignTool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for calls by clients that are not ours.
 */
class ForeignClientTests {

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
	void redisCliCallsInJson() throws IOException {
		assertThat(redisCli("TINO.JSON", "ADD", "1", "{\"value\": 2}")).isEqualTo("3\n");
		assertThat(redisCli("--no-raw", "TINO.JSON", "ADD", "1", "{\"value\": 2}")).isEqualTo("\"3\"\n");
		assertThat(redisCli("-3", "--no-raw", "TINO.JSON", "ADD", "1", "{\"value\": 2}")).isEqualTo("\"3\"\n");
		assertThat(redisCli("-a", "tinaspassword", "--no-auth-warning", "TINO.JSON", "WHOAMI")).isEqualTo("\"tina\"\n");
		assertThat(
				redisCli("--user", "tina", "--pass", "tinaspassword", "--no-auth-warning", "-3", "TINO.JSON", "WHOAMI"))
			.isEqualTo("\"tina\"\n");
		assertThat(redisCli("-n", "0", "PING")).isEqualTo("PONG\n");
		assertThat(redisCli("TINO.JSON", "NOPE")).isEqualTo("INVALID_COMMAND NOPE\n\n");
	}

	@Test
	void redisCliReadsTheDescriptionsOfCommands() throws IOException {
		for (String version : List.of("-2", "-3")) {
			assertThat(redisCli(version, "COMMAND", "DOCS", "add")).contains("summary", "Calls CalculatorEndpoint.add",
					"arguments");
			assertThat(redisCli(version, "COMMAND", "COUNT").strip())
				.isEqualTo(redisCli(version, "COMMAND", "LIST").strip().split("\n").length + "");
			assertThat(redisCli(version, "HELLO", version.substring(1))).contains("tino");
		}
	}

	@Test
	void redisBenchmarkRunsACommand() throws IOException {
		String tool = ForeignTool.require("redis-benchmark");
		assertThat(ForeignTool.run(tool, "-p", String.valueOf(sample.port()), "-n", "2000", "-c", "10", "-P", "4",
				"--csv", "TINO.JSON", "ADD", "1", "{\"value\": 2}"))
			.contains("TINO.JSON ADD");
	}

	@Test
	void redisPyCallsInMessagePack() throws IOException {
		String python = ForeignTool.requirePython("redis", "msgpack");
		assertThat(ForeignTool.run(python, "src/test/python/call_with_redis_py.py", String.valueOf(sample.port())))
			.isEqualTo("ok\n");
	}

	private static String redisCli(String... arguments) throws IOException {
		String[] all = new String[arguments.length + 2];
		all[0] = "-p";
		all[1] = String.valueOf(sample.port());
		System.arraycopy(arguments, 0, all, 2, arguments.length);
		return ForeignTool.run(ForeignTool.require("redis-cli"), all);
	}

}
