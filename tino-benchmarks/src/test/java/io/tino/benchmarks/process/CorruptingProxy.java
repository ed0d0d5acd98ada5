package io.tino.benchmarks.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between clients and a server, and may change bytes that the server sends: the
 * fifth of those that {@code Values.bytes} makes, where it follows the fourth, whatever
 * protocol they are in.
 */
final class CorruptingProxy implements AutoCloseable {

	private static final byte FOURTH = (byte) (3 * 31);

	private static final byte FIFTH = (byte) (4 * 31);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

	private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final int serverPort;

	private volatile boolean corrupting;

	CorruptingProxy(int serverPort) throws IOException {
		this.serverPort = serverPort;
		this.threads.execute(this::accept);
	}

	int port() {
		return this.listener.getLocalPort();
	}

	/** Change bytes from now on. */
	void corrupt() {
		this.corrupting = true;
	}

	private void accept() {
		while (!this.listener.isClosed()) {
			try {
				Socket client = this.listener.accept();
				Socket server = new Socket(InetAddress.getLoopbackAddress(), this.serverPort);
				this.sockets.add(client);
				this.sockets.add(server);
				this.threads.execute(() -> pump(client, server, false));
				this.threads.execute(() -> pump(server, client, true));
			}
			catch (IOException ex) {
				// closed, or the server is
			}
		}
	}

	private void pump(Socket from, Socket to, boolean replies) {
		try (from; to) {
			from.setTcpNoDelay(true);
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			byte[] buffer = new byte[64 * 1024];
			byte last = 0;
			for (int length = in.read(buffer); length != -1; length = in.read(buffer)) {
				if (replies && this.corrupting) {
					last = change(buffer, length, last);
				}
				out.write(buffer, 0, length);
			}
		}
		catch (IOException ex) {
			// one of them has closed the connection, and so does the other
		}
	}

	private static byte change(byte[] buffer, int length, byte before) {
		byte last = before;
		for (int i = 0; i < length; i++) {
			byte current = buffer[i];
			if (last == FOURTH && current == FIFTH) {
				buffer[i] = 0;
			}
			last = current;
		}
		return last;
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
		this.threads.shutdownNow();
	}

}
