package io.tino.benchmarks.memory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.sun.management.UnixOperatingSystemMXBean;

import io.tino.benchmarks.figure.Figure;
import io.tino.benchmarks.figure.Metric;
import io.tino.benchmarks.process.ChildProcess;
import io.tino.benchmarks.process.JavaCommand;

/**
 * Measures what idle connections cost a server that speaks RESP. Each has been answered a
 * {@code PING}. The memory of the kernel for their sockets is not in it.
 */
public final class IdleConnections {

	/** Connections before the first measurement, for what there is once. */
	private static final int FIRST_CONNECTIONS = 100;

	/** Other files than connections. */
	private static final int OTHER_FILES = 500;

	private static final int BYTES_PER_KIB = 1024;

	private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII);

	private IdleConnections() {
	}

	/**
	 * Measure a server.
	 * @param row what this is called
	 * @param peer the name of the peer
	 * @param count how many connections there are
	 * @param logs the directory of logs
	 * @return the heap and the direct memory of each connection
	 * @throws IOException if the server or a connection fails
	 * @throws IllegalStateException if a process may not have that many open files
	 */
	public static List<Figure> measure(String row, String peer, int count, Path logs) throws IOException {
		requireFiles(count + OTHER_FILES);
		List<SocketChannel> connections = new ArrayList<>();
		try (ChildProcess server = ChildProcess.start(peer + "-idle", logs,
				JavaCommand.of(MeasuredServerProcess.class, peer, String.valueOf(2 * count)))) {
			int port = Integer.parseInt(server.receive());
			try {
				open(FIRST_CONNECTIONS, port, connections);
				UsedMemory before = memory(server);
				open(count, port, connections);
				UsedMemory after = memory(server);
				return List.of(new Figure(row, peer, Metric.HEAP_EACH, each(after.heap() - before.heap(), count)),
						new Figure(row, peer, Metric.DIRECT_EACH, each(after.direct() - before.direct(), count)));
			}
			finally {
				for (SocketChannel connection : connections) {
					connection.close();
				}
			}
		}
	}

	private static double each(long bytes, int count) {
		return (double) bytes / count / BYTES_PER_KIB;
	}

	/** The server has the limit of this process. */
	private static void requireFiles(int files) {
		if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
				&& system.getMaxFileDescriptorCount() < files) {
			throw new IllegalStateException("A process may have " + system.getMaxFileDescriptorCount()
					+ " open files, and needs " + files + ": raise it by ulimit -n");
		}
	}

	private static UsedMemory memory(ChildProcess server) {
		server.send("");
		return UsedMemory.parse(server.receive());
	}

	private static void open(int count, int port, List<SocketChannel> connections) throws IOException {
		for (int i = 0; i < count; i++) {
			SocketChannel connection = SocketChannel
				.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			connections.add(connection);
			connection.write(ByteBuffer.wrap(PING));
			ByteBuffer reply = ByteBuffer.allocate(64);
			if (connection.read(reply) < 1 || reply.get(0) != '+') {
				throw new IOException("Connection " + connections.size() + " is not answered, but "
						+ new String(reply.array(), StandardCharsets.US_ASCII));
			}
		}
	}

}
