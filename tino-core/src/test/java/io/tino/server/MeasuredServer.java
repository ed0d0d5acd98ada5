package io.tino.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

import io.netty.util.internal.PlatformDependent;

/**
 * A server in a process of its own, which tells on request how much memory it uses. It
 * answers each line on its standard input by one on its standard output.
 */
public final class MeasuredServer {

	private MeasuredServer() {
	}

	/**
	 * Run the server until the standard input ends.
	 * @param args are not looked at
	 * @throws IOException if the standard input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		NettyTinoServer server = NettyTinoServer.builder()
			.address(new InetSocketAddress("127.0.0.1", 0))
			.maxConnections(100_000)
			.build();
		server.start();
		InetSocketAddress address = (InetSocketAddress) Objects.requireNonNull(server.localAddress());
		System.out.println(address.getPort());
		BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		while (requests.readLine() != null) {
			collectGarbage();
			System.out.println(usedHeap() + " " + usedDirectMemory());
		}
		server.stop(Duration.ZERO).join();
	}

	/** Several times, as what is freed by one collection may free more. */
	private static void collectGarbage() {
		for (int i = 0; i < 5; i++) {
			System.gc();
		}
	}

	private static long usedHeap() {
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	/** What Netty has reserved for itself, and what the JVM has given to others. */
	private static long usedDirectMemory() {
		long pools = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
		return PlatformDependent.usedDirectMemory() + pools;
	}

}
