package io.tino.benchmarks.echo;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.benchmarks.load.Load;
import io.tino.benchmarks.load.LoadGenerator;
import io.tino.benchmarks.load.LoadResult;
import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.peer.PeerServer;
import io.tino.benchmarks.work.Work;

import static org.assertj.core.api.Assertions.assertThat;

class NettyEchoTests {

	@ParameterizedTest
	@ValueSource(strings = { "threads:4", "flight:10" })
	void echoesAllBytesFromOneToMillions(String load) throws Exception {
		NettyEcho peer = new NettyEcho();
		try (PeerServer server = peer.startServer(); PeerClient client = peer.connect(server.port(), 10)) {
			for (Work work : List.of(Work.ADD, Work.EMOJI, Work.bytes(1), Work.bytes(16 * 1024 * 1024))) {
				LoadResult result = LoadGenerator.run(client, work, Load.parse(load), Duration.ofMillis(50));
				assertThat(result).as(work.toString())
					.isNotNull()
					.satisfies((counted) -> assertThat(counted.calls()).isPositive());
			}
			assertThat(client.blocking(Work.MODEL)).isNull();
			assertThat(client.async(Work.MODEL)).isNull();
		}
	}

}
