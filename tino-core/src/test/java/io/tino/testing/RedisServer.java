package io.tino.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/**
 * A real {@code redis-server}, the reference for what Redis does. It listens on a free
 * port of this machine, keeps nothing, and ends when it is closed.
 */
public final class RedisServer implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final Process process;

	private final Path log;

	private final int port;

	private RedisServer(Process process, Path log, int port) {
		this.process = process;
		this.log = log;
		this.port = port;
	}

	/**
	 * Start a server, and wait until it answers. A test is skipped where the program is
	 * not installed; where {@code CI=true} it fails.
	 * @param arguments what is added to the command line, such as {@code --requirepass}
	 * and {@code secret}
	 * @return the server
	 * @throws IllegalStateException if it ends at once, with what it has said
	 */
	public static RedisServer start(String... arguments) {
		String program = ForeignTool.require("redis-server");
		try {
			int port = freePort();
			Path log = Files.createTempFile("redis-server", ".log");
			List<String> command = new ArrayList<>(List.of(program, "--port", String.valueOf(port), "--bind",
					"127.0.0.1", "--save", "", "--appendonly", "no"));
			command.addAll(List.of(arguments));
			Process process = new ProcessBuilder(command).directory(new File(System.getProperty("java.io.tmpdir")))
				.redirectErrorStream(true)
				.redirectOutput(log.toFile())
				.start();
			RedisServer server = new RedisServer(process, log, port);
			server.awaitReady();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private void awaitReady() {
		try {
			await().atMost(TIMEOUT)
				.pollInterval(Duration.ofMillis(10))
				.until(() -> !this.process.isAlive() || log().contains("Ready to accept connections"));
			if (!this.process.isAlive()) {
				throw new IllegalStateException("redis-server has ended: " + log());
			}
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Return where the server listens.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Connect to the server.
	 * @return a socket
	 */
	public RespSocket connect() {
		return RespSocket.connect(this.port);
	}

	private String log() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
			Files.delete(this.log);
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
