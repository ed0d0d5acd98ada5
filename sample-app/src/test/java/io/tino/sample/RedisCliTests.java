package io.tino.sample;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.tino.testing.ForeignTool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for calls by {@code redis-cli}.
 */
class RedisCliTests {

	private static final String[] ADD = { "TINO.JSON", "ADD", "1", "{\"value\": 2}" };

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
	void callsInJson() throws IOException {
		assertThat(redisCli(List.of(), ADD)).isEqualTo("3\n");
		assertThat(redisCli(List.of("--no-raw"), ADD)).isEqualTo("\"3\"\n");
		assertThat(redisCli(List.of("-3", "--no-raw"), ADD)).isEqualTo("\"3\"\n");
		assertThat(redisCli(List.of("--json"), ADD)).isEqualTo("\"3\"\n");
		assertThat(redisCli(List.of("--csv"), ADD)).isEqualTo("\"3\"\n");
		assertThat(redisCli(List.of("-n", "0"), "PING")).isEqualTo("PONG\n");
		assertThat(redisCli(List.of("-r", "3", "-i", "0.01"), "PING")).isEqualTo("PONG\n".repeat(3));
	}

	@Test
	void showsErrors() throws IOException {
		assertThat(redisCli(List.of(), "NOPE")).isEqualTo("INVALID_COMMAND NOPE\n\n");
		ForeignTool.Result result = ForeignTool
			.run(List.of(ForeignTool.require("redis-cli"), "-p", String.valueOf(sample.port()), "-e", "NOPE"));
		assertThat(result).isEqualTo(new ForeignTool.Result(1, "INVALID_COMMAND NOPE\n"));
	}

	@Test
	void authenticates() throws IOException {
		String[] whoami = { "TINO.JSON", "WHOAMI" };
		String quiet = "--no-auth-warning";
		assertThat(redisCli(List.of("-a", "tinaspassword", quiet), whoami)).isEqualTo("\"tina\"\n");
		assertThat(redisCli(List.of("--user", "tina", "--pass", "tinaspassword", quiet, "-3"), whoami))
			.isEqualTo("\"tina\"\n");
		assertThat(redisCli(List.of("-u", "redis://tina:tinaspassword@127.0.0.1:" + sample.port(), quiet), whoami))
			.isEqualTo("\"tina\"\n");
	}

	@Test
	void sendsWhatItReads() throws IOException {
		assertThat(shell("printf '{\"value\": 2}' | redis-cli -p $0 -x TINO.JSON ADD 1")).isEqualTo("3\n");
		assertThat(shell("printf 'TINO.JSON ADD 1 \"{\\\\\"value\\\\\": 2}\"\\nPING\\n' | redis-cli -p $0"))
			.isEqualTo("3\nPONG\n");
		// All arguments in MessagePack: 1 and {"value": 2}
		assertThat(shell("printf '\\201\\245value\\002' | redis-cli -p $0 -x ADD \"$(printf '\\001')\""))
			.isEqualTo("\u0003\n");
	}

	@Test
	void insertsInMass() throws IOException {
		String add = "*3\\r\\n$3\\r\\nADD\\r\\n$1\\r\\n\\001\\r\\n$8\\r\\n\\201\\245value\\002\\r\\n";
		assertThat(shell("i=0; while [ $((i += 1)) -le 1000 ]; do printf '" + add + "'; done | redis-cli -p $0 --pipe"))
			.contains("errors: 0, replies: 1000");
	}

	@Test
	void measuresLatency() throws IOException {
		assertThat(redisCli(List.of("--latency", "--csv", "-i", "0.2"))).matches("\\d+,\\d+,[\\d.]+,\\d+\n");
	}

	@Test
	void readsTheDescriptionsOfCommands() throws IOException {
		for (String version : List.of("-2", "-3")) {
			assertThat(redisCli(List.of(version), "COMMAND", "DOCS", "add")).contains("summary",
					"Calls CalculatorEndpoint.add", "arguments");
			assertThat(redisCli(List.of(version), "COMMAND", "COUNT").strip())
				.isEqualTo("" + redisCli(List.of(version), "COMMAND", "LIST").lines()
					.filter((name) -> !name.isEmpty() && !name.contains("|"))
					.count());
			assertThat(redisCli(List.of(version), "HELLO", version.substring(1))).contains("tino");
		}
	}

	@Test
	void readsTheFiguresOfTheServer() throws IOException {
		assertThat(redisCli(List.of(), "INFO", "server")).contains("redis_version:", "tcp_port:" + sample.port());
		assertThat(redisCli(List.of("-3"), "INFO")).contains("# Server", "# Clients", "connected_clients:");
	}

	@Test
	void helpsWhoTypesAtATerminal() throws IOException {
		String python = ForeignTool.requirePython("pty");
		ForeignTool.require("redis-cli");
		assertThat(ForeignTool.run(python, "src/test/python/redis_cli_at_a_terminal.py", String.valueOf(sample.port())))
			.isEqualTo("ok\n");
	}

	private static String redisCli(List<String> options, String... command) throws IOException {
		String[] all = new String[options.size() + command.length + 2];
		all[0] = "-p";
		all[1] = String.valueOf(sample.port());
		System.arraycopy(options.toArray(), 0, all, 2, options.size());
		System.arraycopy(command, 0, all, 2 + options.size(), command.length);
		return ForeignTool.run(ForeignTool.require("redis-cli"), all);
	}

	private static String shell(String script) throws IOException {
		ForeignTool.require("redis-cli");
		return ForeignTool.run("sh", "-c", script, String.valueOf(sample.port()));
	}

}
