package io.tino.server;

import java.net.InetSocketAddress;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.command.CommandException;
import io.tino.command.Execution;
import io.tino.command.Permission;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InfoCommand}, and for what it tells.
 */
class InfoCommandTests {

	private final TestServer server = new TestServer(
			TestCommand.of("NAP", (spec) -> spec.execution(Execution.EVENT_LOOP), (call) -> {
				this.server().pass(Duration.ofNanos(1_500_500));
				TestCommand.reply(call, "rested");
			}), TestCommand.of("WORK", (spec) -> spec, (call) -> TestCommand.reply(call, "done")),
			TestCommand.of("A:B", (spec) -> spec.execution(Execution.EVENT_LOOP), (call) -> {
				throw new CommandException("NO_LUCK", "today");
			}));

	private TestServer server() {
		return this.server;
	}

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	@Test
	void isForEverybodyWhoMayCall() {
		this.server.settings.administration = (connection) -> false;
		Map<String, String> info = this.server.connect().info("");
		assertThat(info).containsEntry("loading", "0")
			.containsEntry("role", "master")
			.containsEntry("redis_mode", "standalone")
			.containsEntry("cluster_enabled", "0")
			.containsEntry("redis_version", ServerVersion.REDIS)
			.containsEntry("tino_version", ServerVersion.TINO)
			.containsEntry("tcp_port", "7777")
			.containsEntry("process_id", String.valueOf(ProcessHandle.current().pid()))
			.containsEntry("server_time_usec", "1785585600123456")
			.doesNotContainKeys("executable", "cmdstat_info");
		assertThat(info.get("run_id")).hasSize(40);
		this.server.settings.authenticationRequired = true;
		assertThat(this.server.connect().send("INFO")).isEqualTo("-NOAUTH Authentication required.\r\n");
	}

	@Test
	void tellsTheSectionsThatAreAskedFor() {
		TestServer.Client client = this.server.connect();
		assertThat(client.send("INFO keyspace nope KEYSPACE cluster"))
			.isEqualTo("$44\r\n# Cluster\r\ncluster_enabled:0\r\n\r\n# Keyspace\r\n\r\n");
		assertThat(client.send("INFO nope")).isEqualTo("$0\r\n\r\n");
		assertThat(client.send("INFO \"\"")).isEqualTo("$0\r\n\r\n");
		assertThat(client.send("HELLO 3", "INFO keyspace")).endsWith("=16\r\ntxt:# Keyspace\r\n\r\n");
		List<String> byDefault = titles(client.send("INFO"));
		assertThat(byDefault).containsExactly("# Server", "# Clients", "# Memory", "# Persistence", "# Stats",
				"# Replication", "# CPU", "# Modules", "# Errorstats", "# Cluster", "# Keyspace");
		assertThat(titles(client.send("INFO default"))).isEqualTo(byDefault);
		assertThat(titles(client.send("INFO all"))).hasSize(InfoSection.values().length);
		assertThat(titles(client.send("INFO default Everything"))).hasSize(InfoSection.values().length);
		assertThat(titles(client.send("INFO default latencystats"))).hasSize(byDefault.size() + 1);
	}

	private static List<String> titles(String text) {
		return text.lines().map((line) -> line.replace("txt:", "")).filter((line) -> line.startsWith("# ")).toList();
	}

	@Test
	void countsTheCallsOfEachCommand() {
		TestServer.Client client = this.server.connect();
		client.send("NAP", "NAP", "NAP x", "SELECT 99", "CLIENT ID", "A:B", "NOPE");
		Map<String, String> info = client.info("commandstats");
		assertThat(info)
			.containsEntry("cmdstat_nap", "calls=2,usec=3001,usec_per_call=1500.50,rejected_calls=1,failed_calls=0")
			.containsEntry("cmdstat_select", "calls=1,usec=0,usec_per_call=0.00,rejected_calls=0,failed_calls=1")
			.containsEntry("cmdstat_client|id", "calls=1,usec=0,usec_per_call=0.00,rejected_calls=0,failed_calls=0")
			.containsEntry("cmdstat_a_b", "calls=1,usec=0,usec_per_call=0.00,rejected_calls=0,failed_calls=1")
			.doesNotContainKeys("cmdstat_ping", "cmdstat_client", "cmdstat_nope");
		assertThat(client.info("stats")).containsEntry("total_commands_processed", "6");
		assertThat(client.info("latencystats")).containsEntry("latency_percentiles_usec_nap",
				"p50=1572.864,p99=1572.864,p99.9=1572.864");
	}

	@Test
	void countsErrorsByTheirCodes() {
		this.server.settings.authenticator = (credentials, connection) -> credentials.password().equals("secret")
				? principal() : null;
		this.server.settings.administration = Permission.AUTHENTICATED;
		this.server.settings.authenticationFailureDelay = Duration.ZERO;
		TestServer.Client client = this.server.connect();
		client.send("NOPE", "A:B", "A:B", "SELECT x", "SLOWLOG LEN");
		client.work("AUTH wrong");
		client.work("AUTH secret");
		assertThat(client.info("errorstats")).containsOnly(Map.entry("errorstat_INVALID_COMMAND", "count=1"),
				Map.entry("errorstat_NO_LUCK", "count=2"), Map.entry("errorstat_ERR", "count=1"),
				Map.entry("errorstat_NOPERM", "count=1"), Map.entry("errorstat_WRONGPASS", "count=1"));
		assertThat(client.info("stats")).containsEntry("total_error_replies", "6")
			.containsEntry("unexpected_error_replies", "0")
			.containsEntry("acl_access_denied_auth", "1")
			.containsEntry("acl_access_denied_cmd", "1");
	}

	private static Principal principal() {
		return () -> "tina";
	}

	@Test
	void keepsCountOfABoundedNumberOfCodes() {
		ErrorStatistics errors = new ErrorStatistics();
		for (int i = 0; i < 1000; i++) {
			errors.count("CODE_" + i);
			errors.count("CODE_0");
		}
		assertThat(errors.byCode()).hasSize(128).containsEntry("CODE_0", 1001L);
		assertThat(errors.total()).isEqualTo(2000);
	}

	@Test
	void countsConnectionsAndBytes() {
		TestServer.Client client = this.server.connect();
		this.server.connect().close();
		client.send("PING"); // 6 bytes, answered by 7
		Map<String, String> info = client.info("stats clients"); // 20 bytes
		assertThat(info).containsEntry("total_connections_received", "2")
			.containsEntry("connected_clients", "1")
			.containsEntry("rejected_connections", "0")
			.containsEntry("total_net_input_bytes", "26")
			.containsEntry("total_net_output_bytes", "7");
		this.server.context()
			.statistics()
			.connectionRejected(new InetSocketAddress("127.0.0.1", 50_001), ConnectionLimit.CONNECTIONS);
		assertThat(client.info("stats")).containsEntry("rejected_connections", "1")
			.containsEntry("total_connections_received", "3");
	}

	@Test
	void tellsWhatConnectionsAreDoing() {
		TestServer.Client client = this.server.connect();
		TestServer.Client busy = this.server.connect();
		busy.send("WATCH x", "MONITOR", "WORK");
		this.server.connect().send("SUBSCRIBE a b");
		assertThat(client.info("clients stats")).containsEntry("connected_clients", "3")
			.containsEntry("blocked_clients", "1")
			.containsEntry("pubsub_clients", "1")
			.containsEntry("watching_clients", "1")
			.containsEntry("monitor_clients", "1")
			.containsEntry("pubsub_channels", "2")
			.containsEntry("pubsub_patterns", "0");
		this.server.work();
		assertThat(client.info("clients")).containsEntry("blocked_clients", "0");
	}

	@Test
	void tellsHowFastCallsCome() {
		TestServer.Client client = this.server.connect();
		this.server.pass(Duration.ofSeconds(10));
		assertThat(client.info("stats")).containsEntry("instantaneous_ops_per_sec", "0");
		for (int i = 0; i < 999; i++) {
			client.send("PING");
		}
		this.server.pass(Duration.ofSeconds(2));
		assertThat(client.info("stats")).containsEntry("instantaneous_ops_per_sec", "500");
		assertThat(client.info("stats")).as("another look does not begin anew")
			.containsEntry("instantaneous_ops_per_sec", "501");
		this.server.pass(Duration.ofDays(1));
		assertThat(client.info("stats server")).containsEntry("instantaneous_ops_per_sec", "0")
			.containsEntry("uptime_in_seconds", "86412")
			.containsEntry("uptime_in_days", "1");
	}

	@Test
	void tellsWhatTheJvmTakes() {
		Map<String, String> info = this.server.connect().info("memory cpu");
		long used = Long.parseLong(info.get("used_memory"));
		assertThat(used).isPositive().isLessThanOrEqualTo(Long.parseLong(info.get("used_memory_peak")));
		assertThat(info).containsEntry("maxmemory", String.valueOf(Runtime.getRuntime().maxMemory()));
		assertThat(info.get("used_memory_human")).matches("[0-9]+\\.[0-9]{2}[MG]");
		assertThat(Long.parseLong(info.get("netty_direct_memory"))).isPositive();
		assertThat(Double.parseDouble(info.get("used_cpu_user"))).isPositive();
	}

	@Test
	void numbersOfBytesAreReadable() {
		assertThat(InfoText.human(1023)).isEqualTo("1023B");
		assertThat(InfoText.human(1024)).isEqualTo("1.00K");
		assertThat(InfoText.human(3 << 19)).isEqualTo("1.50M");
		assertThat(InfoText.human(Long.MAX_VALUE)).isEqualTo("8192.00P");
	}

	@Test
	void timeIsInSecondsAndMicroseconds() {
		TestServer.Client client = this.server.connect();
		assertThat(client.send("TIME")).isEqualTo("*2\r\n$10\r\n1785585600\r\n$6\r\n123456\r\n");
		this.server.pass(Duration.ofNanos(877_000_000));
		assertThat(client.send("TIME")).isEqualTo("*2\r\n$10\r\n1785585601\r\n$3\r\n456\r\n");
		assertThat(client.send("TIME x")).isEqualTo("-ERR wrong number of arguments for 'time' command\r\n");
	}

}
