package io.tino.benchmarks.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import io.tino.benchmarks.load.Load;
import io.tino.benchmarks.load.LoadGenerator;
import io.tino.benchmarks.load.LoadResult;
import io.tino.benchmarks.peer.Peer;
import io.tino.benchmarks.peer.PeerClient;
import io.tino.benchmarks.peer.PeerServer;
import io.tino.benchmarks.work.Work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * All peers, each with one server and one client that a proxy is between.
 */
@ParameterizedClass
@MethodSource("peers")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PeerTests {

	private static final int CALLERS = 4;

	private static final Set<String> LIMITS = Set.of("minimal-resp", "netty-echo");

	private static final List<Work> ALL_WORK = List.of(Work.ADD, Work.EMOJI, Work.MODEL, Work.bytes(16),
			Work.bytes(1024 * 1024), Work.bytes(16 * 1024 * 1024));

	private static PeerServer server;

	private static CorruptingProxy proxy;

	private static PeerClient client;

	@Parameter
	private String name;

	@BeforeParameterizedClassInvocation
	static void start(String name) throws IOException {
		Peer peer = Peers.named(name);
		server = peer.startServer();
		proxy = new CorruptingProxy(server.port());
		client = peer.connect(proxy.port(), CALLERS);
	}

	@AfterParameterizedClassInvocation
	static void stop() throws IOException {
		client.close();
		proxy.close();
		server.close();
	}

	@Test
	@Order(1)
	void doesAllWorkForThreadsThatWait() throws Exception {
		for (Work work : work()) {
			assertThat(run(work, Load.threads(1))).as("%s %s", this.name, work).isPositive();
		}
		assertThat(run(Work.EMOJI, Load.threads(CALLERS))).isGreaterThanOrEqualTo(CALLERS);
	}

	@Test
	@Order(1)
	void doesAllWorkWithCallsInFlightUnlessItsClientOnlyWaits() throws Exception {
		for (Work work : work()) {
			assertThat(client.async(work) == null).isEqualTo(this.name.startsWith("webmvc"));
			assertThat(run(work, Load.inFlight(1))).as("%s %s", this.name, work).isNotZero();
		}
		assertThat(run(Work.EMOJI, Load.inFlight(CALLERS * 4))).isNotZero();
	}

	@Test
	@Order(2)
	void failsALoadIfAReplyIsWrong() {
		proxy.corrupt();
		for (Load load : List.of(Load.threads(1), Load.inFlight(1), Load.rate(100))) {
			if (load.kind() == Load.Kind.THREADS || client.async(Work.ADD) != null) {
				assertThatException().as("%s %s", this.name, load)
					.isThrownBy(() -> run(Work.bytes(16), load))
					.withRootCauseInstanceOf(IllegalStateException.class)
					.withStackTraceContaining("The bytes are others");
			}
		}
	}

	/** What shows the limits of a design has no binding, and so no models. */
	private List<Work> work() {
		boolean hasModels = !LIMITS.contains(this.name);
		assertThat(client.blocking(Work.MODEL) != null).isEqualTo(hasModels);
		return hasModels ? ALL_WORK : ALL_WORK.stream().filter((work) -> !work.equals(Work.MODEL)).toList();
	}

	/**
	 * Return how many calls have been made, -1 if the client does not support it.
	 */
	private static long run(Work work, Load load) throws Exception {
		LoadResult result = LoadGenerator.run(client, work, load, Duration.ofMillis(10));
		return (result != null) ? result.calls() : -1;
	}

	static Stream<String> peers() {
		return Peers.all().stream().map(Peer::name).sorted();
	}

}
