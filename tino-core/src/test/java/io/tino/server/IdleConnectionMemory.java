package io.tino.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.tino.testing.RespSocket;

/**
 * Measures what idle connections, and half requests, cost a server: memory, and the time
 * that it takes to answer others. Not a test, as it says how much rather than whether;
 * {@code src/docs/measurements.md} has the figures, and how to run it.
 */
public final class IdleConnectionMemory implements AutoCloseable {

	private static final int LATENCY_CALLS = 20_000;

	private static final String HALF_REQUEST = "*2\r\n$4\r\nECHO\r\n$1000\r\n" + "x".repeat(300);

	private final Process process;

	private final BufferedReader answers;

	private final OutputStream requests;

	private final int port;

	private IdleConnectionMemory() throws IOException {
		this.process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g",
				"-cp", System.getProperty("java.class.path"), MeasuredServer.class.getName())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		this.answers = new BufferedReader(new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
		this.requests = this.process.getOutputStream();
		this.port = Integer.parseInt(readNumberLine());
	}

	/** Skip what is logged. */
	private String readNumberLine() throws IOException {
		String line = this.answers.readLine();
		while (!line.matches("[0-9 ]+")) {
			line = this.answers.readLine();
		}
		return line;
	}

	/**
	 * Measure.
	 * @param args the number of idle connections, and that of half requests
	 * @throws IOException if the server fails
	 */
	public static void main(String[] args) throws IOException {
		int idle = (args.length > 0) ? Integer.parseInt(args[0]) : 10_000;
		int half = (args.length > 1) ? Integer.parseInt(args[1]) : 1_000;
		measure("idle connections", idle, "PING\r\n", true);
		measure("half requests", half, HALF_REQUEST, false);
	}

	private static void measure(String what, int count, String request, boolean answered) throws IOException {
		try (IdleConnectionMemory server = new IdleConnectionMemory();
				RespSocket working = RespSocket.connect(server.port)) {
			server.latencies(working); // warms up
			server.open(100, request, answered).forEach(IdleConnectionMemory::close);
			long[] before = server.memory();
			long[] latenciesBefore = server.latencies(working);
			List<SocketChannel> connections = server.open(count, request, answered);
			long[] after = server.memory();
			long[] latenciesAfter = server.latencies(working);
			System.out.printf("%,d %s: %,d bytes of heap and %,d of direct memory each%n", count, what,
					(after[0] - before[0]) / count, (after[1] - before[1]) / count);
			System.out.printf("  a call takes %s without them, %s with them%n", text(latenciesBefore),
					text(latenciesAfter));
			connections.forEach(IdleConnectionMemory::close);
		}
	}

	private static String text(long[] sorted) {
		return "%d us (99%%: %d us)".formatted(sorted[sorted.length / 2] / 1000,
				sorted[sorted.length * 99 / 100] / 1000);
	}

	private List<SocketChannel> open(int count, String request, boolean answered) throws IOException {
		List<SocketChannel> connections = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			SocketChannel connection = SocketChannel.open(new InetSocketAddress("127.0.0.1", this.port));
			connection.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
			if (answered) {
				connection.read(ByteBuffer.allocate(100));
			}
			connections.add(connection);
		}
		return connections;
	}

	private static void close(SocketChannel connection) {
		try {
			connection.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Return the bytes of heap and of direct memory. */
	private long[] memory() throws IOException {
		this.requests.write('\n');
		this.requests.flush();
		return Arrays.stream(readNumberLine().split(" ")).mapToLong(Long::parseLong).toArray();
	}

	/** Return the times of calls in nanoseconds, the shortest first. */
	private long[] latencies(RespSocket working) {
		long[] times = new long[LATENCY_CALLS];
		for (int i = 0; i < LATENCY_CALLS; i++) {
			long start = System.nanoTime();
			working.send("PING\r\n").read();
			times[i] = System.nanoTime() - start;
		}
		Arrays.sort(times);
		return times;
	}

	@Override
	public void close() throws IOException {
		this.requests.close();
		this.process.destroy();
	}

}
