package io.tino.benchmarks.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import io.tino.benchmarks.process.ChildProcess;

/**
 * A {@code redis-server} that keeps nothing.
 */
final class RedisServerProcess implements RespServer {

	private final ChildProcess process;

	private final int port;

	private RedisServerProcess(ChildProcess process, int port) {
		this.process = process;
		this.port = port;
	}

	/**
	 * Start a server, and wait until it is ready.
	 * @param program where the program is
	 * @param logs the directory of logs
	 * @return the server
	 * @throws IOException if it cannot be started
	 */
	static RedisServerProcess start(Path program, Path logs) throws IOException {
		int port = freePort();
		ChildProcess process = ChildProcess.start("redis-server", logs, List.of(program.toString(), "--port",
				String.valueOf(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
		// It does not end with its standard input, as others do if this process is ended
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
		String line = process.receive();
		while (!line.contains("Ready to accept connections")) {
			line = process.receive();
		}
		return new RedisServerProcess(process, port);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	@Override
	public String name() {
		return "redis-server";
	}

	@Override
	public int port() {
		return this.port;
	}

	@Override
	public boolean supports(RespCommand command) {
		return command != RespCommand.ADD;
	}

	@Override
	public ChildProcess process() {
		return this.process;
	}

	@Override
	public void close() throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.getOutputStream().write("SHUTDOWN NOSAVE\r\n".getBytes(StandardCharsets.US_ASCII));
			socket.getInputStream().read(); // it says nothing, and closes
		}
		finally {
			this.process.close();
		}
	}

}
