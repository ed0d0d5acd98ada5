package io.tino.server;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionCounts}.
 */
class ConnectionCountsTests {

	private static final SocketAddress ONE = new InetSocketAddress("10.0.0.1", 1000);

	private static final SocketAddress ONE_AGAIN = new InetSocketAddress("10.0.0.1", 1001);

	private static final SocketAddress OTHER = new InetSocketAddress("10.0.0.2", 1000);

	private static final SocketAddress UNIX = UnixDomainSocketAddress.of("");

	@Test
	void allConnectionsAreLimited() {
		ConnectionCounts counts = counts(2, 0);
		assertThat(counts.admit(ONE)).isNull();
		assertThat(counts.admit(UNIX)).isNull();
		assertThat(counts.admit(OTHER)).isEqualTo(ConnectionLimit.CONNECTIONS);
		counts.release(ONE);
		assertThat(counts.admit(OTHER)).isNull();
		assertThat(counts.addresses()).as("not counted where there is no limit").isZero();
	}

	@Test
	void thoseOfAnAddressAreLimited() {
		ConnectionCounts counts = counts(100, 1);
		assertThat(counts.admit(ONE)).isNull();
		assertThat(counts.admit(ONE_AGAIN)).isEqualTo(ConnectionLimit.CONNECTIONS_PER_ADDRESS);
		assertThat(counts.admit(OTHER)).isNull();
		counts.release(ONE);
		assertThat(counts.admit(ONE_AGAIN)).isNull();
		counts.release(ONE_AGAIN);
		counts.release(OTHER);
		assertThat(counts.all()).isZero();
		assertThat(counts.addresses()).as("nothing is kept of who has gone").isZero();
	}

	@Test
	void whoHasNoAddressIsNotLimitedByIt() {
		ConnectionCounts counts = counts(100, 1);
		assertThat(counts.admit(UNIX)).isNull();
		assertThat(counts.admit(UNIX)).isNull();
	}

	@Test
	void theyAreExactWhoeverComesAndGoesMeanwhile() throws Exception {
		ConnectionCounts counts = counts(6, 2);
		AtomicInteger open = new AtomicInteger();
		Callable<Integer> comingAndGoing = () -> {
			Random random = new Random();
			int most = 0;
			for (int i = 0; i < 100_000; i++) {
				SocketAddress address = new InetSocketAddress("10.0.0." + random.nextInt(4), 1);
				if (counts.admit(address) == null) {
					most = Math.max(most, open.incrementAndGet());
					open.decrementAndGet();
					counts.release(address);
				}
			}
			return most;
		};
		ExecutorService threads = Executors.newFixedThreadPool(8);
		List<Future<Integer>> results = threads.invokeAll(Collections.nCopies(8, comingAndGoing));
		threads.shutdown();
		for (Future<Integer> result : results) {
			assertThat(Objects.requireNonNull(result.get())).isLessThanOrEqualTo(6);
		}
		assertThat(counts.all()).isZero();
		assertThat(counts.addresses()).isZero();
	}

	private static ConnectionCounts counts(int max, int maxPerAddress) {
		ServerSettings settings = new ServerSettings();
		settings.maxConnections = max;
		settings.maxConnectionsPerAddress = maxPerAddress;
		return new ConnectionCounts(settings);
	}

}
