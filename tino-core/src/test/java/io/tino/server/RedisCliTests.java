package io.tino.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.tino.command.CloseableIterator;
import io.tino.command.Permission;
import io.tino.testing.ForeignTool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@code redis-cli} can watch a server.
 */
class RedisCliTests {

	private final NettyTinoServer server = NettyTinoServer.builder()
		.address(new InetSocketAddress("127.0.0.1", 0))
		.administration(Permission.ALL)
		.commands(List.of(TestCommand.of("LETTERS", (spec) -> spec.returnsStream(true),
				(call) -> call.replyStream(CloseableIterator.of(Stream.of("a", "b", "c")),
						(item) -> (writer) -> writer.bulk(item)))))
		.build();

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(Duration.ofSeconds(5)).join();
	}

	private List<String> command(String... arguments) {
		List<String> command = new ArrayList<>(List.of(ForeignTool.require("redis-cli"), "-p",
				String.valueOf(((InetSocketAddress) this.server.localAddress()).getPort())));
		command.addAll(List.of(arguments));
		return command;
	}

	@Test
	void showsTheLoadOfTheServer() throws IOException {
		List<String> command = command("--stat", "-i", "0.01");
		command.addAll(0, List.of(ForeignTool.require("stdbuf"), "-oL"));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try (BufferedReader output = process.inputReader()) {
			List<String> lines = new ArrayList<>();
			for (int i = 0; i < 5; i++) {
				lines.add(output.readLine());
			}
			// keys, memory, clients, blocked, requests and connections
			assertThat(lines.get(2).trim()).matches("0 +[0-9.]+[MG] +1 +0 +0 \\(\\+0\\) +1");
			assertThat(lines.get(4).trim()).matches("0 +[0-9.]+[MG] +1 +0 +2 \\(\\+1\\) +1");
		}
		finally {
			process.destroy();
		}
	}

	@Test
	void measuresTheLatencyOfTheServer() throws IOException {
		assertThat(run("--latency", "--raw", "-i", "1")).containsPattern("[0-9]+ [0-9]+ [0-9.]+ [1-9][0-9]*");
	}

	@Test
	void readsWhatIsToldOfTheServer() throws IOException {
		assertThat(run("INFO", "server")).contains("redis_version:" + ServerVersion.REDIS);
		assertThat(run("-3", "INFO", "keyspace")).startsWith("# Keyspace");
		assertThat(run("-3", "LATENCY", "HISTOGRAM", "info")).contains("histogram_usec");
		assertThat(run("-3", "CONFIG", "GET", "port", "save")).startsWith("port " + port() + "\n");
	}

	@Test
	void readsStreamsBitByBit() throws IOException {
		assertThat(run("ITER", "2", "LETTERS")).isEqualTo("1\na\nb\n");
		List<String> command = command("--no-raw");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try (BufferedReader output = process.inputReader()) {
			process.outputWriter().append("ITER 2 LETTERS\nNEXT 1 2\nSTOP 1\n").close();
			assertThat(output.lines().map(String::trim)).containsExactly("1) \"1\"", "2) 1) \"a\"", "2) \"b\"",
					"1) \"0\"", "2) 1) \"c\"", "(integer) 0");
		}
		finally {
			process.destroy();
		}
	}

	private String port() {
		return String.valueOf(((InetSocketAddress) this.server.localAddress()).getPort());
	}

	private String run(String... arguments) throws IOException {
		ForeignTool.Result result = ForeignTool.run(command(arguments));
		assertThat(result.exitCode()).isZero();
		return result.output();
	}

}
