package io.tino.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * A server that does what a test tells it to, well or badly. One thread a connection.
 */
public final class ScriptedServer implements AutoCloseable {

	private final ServerSocket socket;

	private final Script script;

	private final AtomicInteger connections = new AtomicInteger();

	private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

	/**
	 * What happens on a connection.
	 */
	@FunctionalInterface
	public interface Script {

		/**
		 * Serve a connection, which is closed afterwards.
		 * @param client the connection
		 * @throws IOException if the client has gone
		 */
		void serve(Client client) throws IOException;

	}

	/**
	 * Start a server on a free port.
	 * @param script what happens on a connection
	 */
	public ScriptedServer(Script script) {
		this.script = script;
		try {
			this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start("scripted-server", this::accept);
	}

	private static void start(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() {
		try {
			while (true) {
				Socket accepted = this.socket.accept();
				this.open.add(accepted);
				int number = this.connections.incrementAndGet();
				start("scripted-connection-" + number, () -> serve(accepted, number));
			}
		}
		catch (IOException ex) {
			// Closed
		}
	}

	private void serve(Socket accepted, int number) {
		try (accepted) {
			this.script.serve(new Client(accepted, number));
		}
		catch (IOException ex) {
			// The client has gone
		}
	}

	/**
	 * Return where the server listens.
	 * @return the address
	 */
	public InetSocketAddress address() {
		return (InetSocketAddress) this.socket.getLocalSocketAddress();
	}

	/**
	 * Return how many connections there have been.
	 * @return the number
	 */
	public int connections() {
		return this.connections.get();
	}

	@Override
	public void close() {
		try {
			this.socket.close();
			for (Socket client : this.open) {
				client.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A connection, on the server's side.
	 */
	public static final class Client {

		private final Socket socket;

		private final BufferedReader reader;

		private final int number;

		Client(Socket socket, int number) throws IOException {
			this.socket = socket;
			this.reader = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
			this.number = number;
		}

		/**
		 * Return which connection of the server this is.
		 * @return 1 for the first
		 */
		public int number() {
			return this.number;
		}

		/**
		 * Wait for a request.
		 * @return its elements, one character a byte, or {@code null} if the client has
		 * closed the connection
		 * @throws IOException if the connection is broken
		 */
		public @Nullable List<String> read() throws IOException {
			String line = this.reader.readLine();
			if (line == null) {
				return null;
			}
			List<String> elements = new ArrayList<>();
			for (int count = Integer.parseInt(line.substring(1)); count > 0; count--) {
				int length = Integer.parseInt(this.reader.readLine().substring(1));
				char[] element = new char[length];
				for (int read = 0; read < length;) {
					read += this.reader.read(element, read, length - read);
				}
				this.reader.readLine();
				elements.add(new String(element));
			}
			return elements;
		}

		/**
		 * Send bytes.
		 * @param bytes the bytes, one character each
		 * @throws IOException if the connection is broken
		 */
		public void send(String bytes) throws IOException {
			this.socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
		}

	}

}
