package io.tino.server;

import java.net.InetSocketAddress;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.tino.resp.RequestLimits;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConfigCommand}.
 */
class ConfigCommandTests {

	private final TestServer server = new TestServer();

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@Test
	void tellsWhatBenchmarksAskForEverybody() {
		this.server.settings.administration = (connection) -> false;
		TestServer.Client client = this.server.connect();
		assertThat(client.send("CONFIG GET save")).isEqualTo("*2\r\n$4\r\nsave\r\n$0\r\n\r\n");
		assertThat(client.send("CONFIG GET appendonly")).isEqualTo("*2\r\n$10\r\nappendonly\r\n$2\r\nno\r\n");
		assertThat(client.send("HELLO 3", "CONFIG GET databases")).endsWith("%1\r\n$9\r\ndatabases\r\n$1\r\n1\r\n");
	}

	@ParameterizedTest
	@CsvSource({ "port, 7777", "bind, 127.0.0.2", "slowlog-log-slower-than, 1500", "slowlog-max-len, 3",
			"latency-monitor-threshold, 1", "client-query-buffer-limit, 1000", "proto-max-bulk-len, 1000",
			"maxmemory-policy, noeviction" })
	void valuesAreThoseOfThisServer(String name, String value) {
		this.server.settings.address = new InetSocketAddress("127.0.0.2", 1);
		this.server.settings.slowLogThreshold = Duration.ofNanos(1_500_000);
		this.server.settings.slowLogMaxLength = 3;
		this.server.settings.limits = RequestLimits.DEFAULT.withMaxRequestBytes(1000);
		assertThat(this.server.connect().send("CONFIG GET " + name))
			.isEqualTo("*2\r\n$" + name.length() + "\r\n" + name + "\r\n$" + value.length() + "\r\n" + value + "\r\n");
	}

	@Test
	void whenSlowLogIsOffSaysSo() {
		this.server.settings.slowLogThreshold = Duration.ofSeconds(-1);
		assertThat(this.server.connect().send("CONFIG GET slowlog-log-slower-than latency-monitor-threshold"))
			.contains("$2\r\n-1\r\n", "$1\r\n0\r\n");
	}

	@Test
	void tellsEachParameterOnce() {
		TestServer.Client client = this.server.connect();
		assertThat(client.send("CONFIG GET slowlog-max-len slowlog-* SLOWLOG-* *-len nope")).startsWith("*6\r\n");
		assertThat(client.send("CONFIG GET append?nly")).isEqualTo("*2\r\n$10\r\nappendonly\r\n$2\r\nno\r\n");
		assertThat(client.send("CONFIG GET APPENDONLY")).isEqualTo("*2\r\n$10\r\nAPPENDONLY\r\n$2\r\nno\r\n");
		assertThat(client.send("CONFIG GET nope", "CONFIG GET \"\"")).isEqualTo("*0\r\n*0\r\n");
		assertThat(client.send("CONFIG GET *")).contains("maxmemory\r\n", "timeout\r\n").doesNotContain("pass");
	}

	@Test
	void changesNothing() {
		TestServer.Client client = this.server.connect();
		assertThat(client.send("CONFIG SET timeout 1"))
			.isEqualTo("-ERR CONFIG SET failed (possibly related to argument "
					+ "'timeout') - can't set immutable config, which properties of the application set\r\n");
		assertThat(client.send("CONFIG SET timeout 1 nope 1"))
			.isEqualTo("-ERR Unknown option or number of arguments for CONFIG SET - 'nope'\r\n");
		assertThat(client.send("CONFIG SET timeout 1 port")).isEqualTo("-ERR syntax error\r\n");
		assertThat(client.send("CONFIG SET timeout"))
			.isEqualTo("-ERR wrong number of arguments for 'config|set' command\r\n");
		assertThat(client.send("CONFIG REWRITE")).isEqualTo("-ERR The server is running without a config file\r\n");
	}

	@Test
	void resetsWhatWasCountedButNotWhatThereIs() {
		TestServer.Client client = this.server.connect();
		client.send("PING", "NOPE");
		this.server.pass(Duration.ofSeconds(1));
		assertThat(client.send("CONFIG RESETSTAT")).isEqualTo("+OK\r\n");
		assertThat(client.info("stats clients commandstats errorstats latencystats"))
			.containsEntry("total_connections_received", "0")
			.containsEntry("total_error_replies", "0")
			.containsEntry("total_net_input_bytes", "57")
			.containsEntry("connected_clients", "1")
			.containsEntry("instantaneous_ops_per_sec", "0")
			.doesNotContainKeys("cmdstat_ping", "errorstat_INVALID_COMMAND", "latency_percentiles_usec_ping");
	}

	@Test
	void onlyReadingIsForEverybody() {
		this.server.settings.administration = (connection) -> false;
		assertThat(this.server.connect().send("CONFIG RESETSTAT", "CONFIG REWRITE", "CONFIG SET timeout 1"))
			.isEqualTo("-NOPERM User default has no permissions to run the 'config|resetstat' command\r\n"
					+ "-NOPERM User default has no permissions to run the 'config|rewrite' command\r\n"
					+ "-NOPERM User default has no permissions to run the 'config|set' command\r\n");
	}

	@Test
	void monitorsDoNotSeeIt() {
		TestServer.Client monitor = this.server.connect();
		monitor.send("MONITOR");
		TestServer.Client client = this.server.connect();
		client.send("CONFIG GET save", "TIME");
		assertThat(monitor.send("PING")).contains("\"TIME\"").doesNotContain("CONFIG");
	}

}
