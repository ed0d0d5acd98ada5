package io.tino.server;

import java.util.concurrent.TimeUnit;

import io.tino.command.ErrorCode;

/**
 * What {@code INFO} tells of what has happened since the server was started, or since
 * {@code CONFIG RESETSTAT}.
 */
final class StatisticsInfo {

	private static final double NANOS_PER_MICRO = TimeUnit.MICROSECONDS.toNanos(1);

	private StatisticsInfo() {
	}

	static void stats(ServerCall call, InfoText text) {
		ServerContext context = call.session().context();
		ServerStatistics statistics = context.statistics();
		ErrorStatistics errors = statistics.errors();
		text.line("total_connections_received", statistics.connectionCount())
			.line("total_commands_processed", statistics.callCount())
			.line("instantaneous_ops_per_sec", Math.round(statistics.callsPerSecond()))
			.line("total_net_input_bytes", statistics.receivedByteCount())
			.line("total_net_output_bytes", statistics.sentByteCount())
			.line("instantaneous_input_kbps", InfoText.decimal(statistics.receivedBytesPerSecond() / 1024, 2))
			.line("instantaneous_output_kbps", InfoText.decimal(statistics.sentBytesPerSecond() / 1024, 2))
			.line("rejected_connections", statistics.rejectedConnectionCount())
			.line("expired_keys", 0)
			.line("evicted_keys", 0)
			.line("keyspace_hits", 0)
			.line("keyspace_misses", 0)
			.line("pubsub_channels", context.settings().pubSub.channelCount())
			.line("pubsub_patterns", context.settings().pubSub.patterns())
			.line("pubsubshard_channels", 0)
			.line("total_error_replies", errors.total())
			.line("unexpected_error_replies", errors.count(ErrorCode.UNEXPECTED_ERROR))
			.line("acl_access_denied_auth", errors.count(ErrorCode.WRONGPASS))
			.line("acl_access_denied_cmd", errors.count(ErrorCode.PERMISSION_DENIED) + errors.count(ErrorCode.NOPERM));
	}

	static void commands(ServerCall call, InfoText text) {
		for (CommandStatistics command : call.session().context().statistics().commands()) {
			long calls = command.callCount();
			if (calls + command.rejectedCount() > 0) {
				double micros = command.totalNanos() / NANOS_PER_MICRO;
				text.line("cmdstat_" + InfoText.safe(command.name()),
						"calls=" + calls + ",usec=" + (long) micros + ",usec_per_call="
								+ InfoText.decimal(micros / Math.max(1, calls), 2) + ",rejected_calls="
								+ command.rejectedCount() + ",failed_calls=" + command.failedCount());
			}
		}
	}

	static void errors(ServerCall call, InfoText text) {
		call.session()
			.context()
			.statistics()
			.errors()
			.byCode()
			.forEach((code, count) -> text.line("errorstat_" + code, "count=" + count));
	}

	static void latencies(ServerCall call, InfoText text) {
		for (CommandStatistics command : call.session().context().statistics().commands()) {
			LatencyHistogram histogram = command.histogram();
			if (histogram.count() > 0) {
				text.line("latency_percentiles_usec_" + InfoText.safe(command.name()), "p50=" + micros(histogram, 50)
						+ ",p99=" + micros(histogram, 99) + ",p99.9=" + micros(histogram, 99.9));
			}
		}
	}

	private static String micros(LatencyHistogram histogram, double percent) {
		return InfoText.decimal(histogram.percentile(percent) / NANOS_PER_MICRO, 3);
	}

}
