package io.tino.server;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * What {@code INFO} tells of the process and its connections.
 */
final class ServerInfo {

	private ServerInfo() {
	}

	static void server(ServerCall call, InfoText text) {
		ServerContext context = call.session().context();
		long uptime = TimeUnit.NANOSECONDS.toSeconds(context.statistics().uptimeNanos());
		text.line("redis_version", ServerVersion.REDIS)
			.line("tino_version", ServerVersion.TINO)
			.line("redis_mode", "standalone")
			.line("os", property("os.name") + " " + property("os.version") + " " + property("os.arch"))
			.line("arch_bits", property("sun.arch.data.model"))
			.line("java_version", property("java.version"))
			.line("java_vm", property("java.vm.name"))
			.line("process_id", ProcessHandle.current().pid())
			.line("run_id", context.settings().runId)
			.line("tcp_port", ConfigParameters.port(call))
			.line("server_time_usec", ChronoUnit.MICROS.between(Instant.EPOCH, context.clock().instant()))
			.line("uptime_in_seconds", uptime)
			.line("uptime_in_days", TimeUnit.SECONDS.toDays(uptime));
	}

	private static String property(String name) {
		return System.getProperty(name, "");
	}

	static void clients(ServerCall call, InfoText text) {
		ServerContext context = call.session().context();
		text.line("connected_clients", context.statistics().openConnectionCount())
			.line("cluster_connections", 0)
			.line("maxclients", ConfigParameters.maxClients(call))
			.line("blocked_clients", context.statistics().runningCallCount())
			.line("tracking_clients", 0)
			.line("pubsub_clients", count(context, (session) -> ClientType.of(session) == ClientType.PUBSUB))
			.line("watching_clients", count(context, (session) -> session.connection().watchedKeys() > 0))
			.line("monitor_clients", count(context, (session) -> session.connection().isMonitor()));
	}

	private static long count(ServerContext context, Predicate<ServerSession> filter) {
		LongAdder count = new LongAdder();
		context.sessions().forEach((session) -> {
			if (session.connection().isOpen() && filter.test(session)) {
				count.increment();
			}
		});
		return count.sum();
	}

	static void persistence(ServerCall call, InfoText text) {
		text.line("loading", 0)
			.line("async_loading", 0)
			.line("rdb_changes_since_last_save", 0)
			.line("rdb_bgsave_in_progress", 0)
			.line("rdb_last_bgsave_status", "ok")
			.line("aof_enabled", 0)
			.line("aof_rewrite_in_progress", 0)
			.line("aof_last_bgrewrite_status", "ok")
			.line("aof_last_write_status", "ok");
	}

	static void replication(ServerCall call, InfoText text) {
		text.line("role", "master").line("connected_slaves", 0).line("master_repl_offset", 0);
	}

}
