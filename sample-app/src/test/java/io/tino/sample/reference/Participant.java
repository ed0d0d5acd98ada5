package io.tino.sample.reference;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A client in a conversation: a socket that sends bytes as it is told.
 */
final class Participant implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 20_000;

	/** What fits into the buffers of a socket even if the server does not read. */
	private static final int SENT_AT_ONCE = 16 * 1024;

	/** Into how many pieces a long request is split. */
	private static final int PIECES = 100;

	/** Answered by all servers to all clients, and seen by no monitor. */
	private static final String UNKNOWN_COMMAND = "?\r\n";

	private final Socket socket;

	private final InputStream in;

	private final ReplyReader replies;

	private CompletableFuture<Void> sending = CompletableFuture.completedFuture(null);

	private boolean resp3;

	private List<Reply> greeting = List.of();

	Participant(int port) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setTcpNoDelay(true);
		this.socket.setSoTimeout(TIMEOUT_MILLIS);
		this.in = new BufferedInputStream(this.socket.getInputStream());
		this.replies = new ReplyReader(this.in);
	}

	/**
	 * Say {@code HELLO}, and learn the own id.
	 * @param hello the words
	 */
	void greet(List<String> hello) throws IOException {
		send(Words.encode(hello));
		if (!(read() instanceof Reply.Aggregate map)) {
			throw new IOException(hello + " has been refused");
		}
		this.resp3 = hello.get(1).equals("3");
		this.greeting = map.elements();
	}

	/**
	 * Send bytes.
	 * @param bytes the bytes, one character each
	 */
	void send(String bytes) {
		byte[] all = Words.bytes(bytes);
		send(all.length, () -> write(all, 0, all.length));
	}

	/**
	 * Send bytes one by one, or long ones in a hundred pieces.
	 * @param bytes the bytes, one character each
	 * @param bystander another client, whom the server answers after each piece, so that
	 * it has read it most probably
	 */
	void sendSplit(String bytes, Participant bystander) {
		byte[] all = Words.bytes(bytes);
		int piece = 1 + all.length / PIECES;
		send(all.length, () -> {
			for (int i = 0; i < all.length; i += piece) {
				write(all, i, Math.min(piece, all.length - i));
				bystander.awaitAnswer();
			}
		});
	}

	/** What is long is sent elsewhere: the server may want to be read from in between. */
	private void send(int length, Runnable writing) {
		if (length > SENT_AT_ONCE) {
			this.sending = this.sending.thenRunAsync(writing);
		}
		else {
			this.sending.join();
			writing.run();
		}
	}

	private synchronized void awaitAnswer() {
		try {
			write(Words.bytes(UNKNOWN_COMMAND), 0, UNKNOWN_COMMAND.length());
			read();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void write(byte[] bytes, int start, int length) {
		try {
			this.socket.getOutputStream().write(bytes, start, length);
		}
		catch (IOException ex) {
			// The server has closed the connection, which the next read tells
		}
	}

	/**
	 * Wait for a reply or push.
	 * @return what has come, or {@code null} if the connection is closed
	 * @throws IOException if nothing comes, or no reply
	 */
	@Nullable Reply read() throws IOException {
		try {
			return this.replies.read();
		}
		catch (SocketException ex) { // a connection with unread bytes is closed by a
										// reset
			return null;
		}
	}

	/** Tell whether nothing has come that has not been read. */
	boolean hearsNothing() throws IOException {
		return this.in.available() == 0;
	}

	/** Say that there is nothing more to come, which lets the server close. */
	void end() {
		this.sending.join();
		try {
			this.socket.shutdownOutput();
		}
		catch (IOException ex) {
			// The server has been first
		}
	}

	boolean isResp3() {
		return this.resp3;
	}

	/**
	 * Note a reply: some change the version of the protocol.
	 * @param reply the reply
	 * @param request the words of the request that it may be an answer to
	 */
	void heard(Reply reply, List<String> request) {
		if (request.size() > 1 && request.get(0).equalsIgnoreCase("HELLO") && reply instanceof Reply.Aggregate) {
			this.resp3 = request.get(1).equals("3");
		}
		else if (reply.equals(new Reply.Scalar('+', "RESET"))) {
			this.resp3 = false;
		}
	}

	/** Return what a text in angle brackets behind the letter and a dot stands for. */
	String fact(String name) {
		return switch (name) {
			case "id", "version" -> greeting(name);
			case "addr" -> "127.0.0.1:" + this.socket.getLocalPort();
			case "laddr" -> "127.0.0.1:" + this.socket.getPort();
			default -> throw new IllegalArgumentException("A participant has no " + name);
		};
	}

	/** Return what the answer to {@code HELLO} has said. */
	private String greeting(String name) {
		Reply value = this.greeting.get(1 + this.greeting.indexOf(new Reply.Scalar('$', name)));
		return ((Reply.Scalar) value).text();
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
