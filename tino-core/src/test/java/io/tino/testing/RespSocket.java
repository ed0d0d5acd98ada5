package io.tino.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import io.netty.buffer.Unpooled;

import io.tino.resp.ReplyDecoder;
import io.tino.resp.ReplyLimits;
import io.tino.resp.RespValue;

/**
 * A plain blocking socket that sends bytes as they are told and reads replies.
 */
public final class RespSocket implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 30_000;

	private final Closeable socket;

	private final InputStream input;

	private final OutputStream output;

	private final ReplyDecoder decoder = new ReplyDecoder(ReplyLimits.DEFAULT);

	private final byte[] buffer = new byte[64 * 1024];

	/**
	 * Connect.
	 * @param address where to
	 * @throws UncheckedIOException if that fails
	 */
	public RespSocket(SocketAddress address) {
		this(connected(address));
	}

	/**
	 * Take a socket.
	 * @param socket the socket, connected
	 */
	public RespSocket(Socket socket) {
		try {
			socket.setSoTimeout(TIMEOUT_MILLIS);
			this.socket = socket;
			this.input = socket.getInputStream();
			this.output = socket.getOutputStream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private RespSocket(SocketChannel channel) {
		this.socket = channel;
		this.input = new ChannelInput(channel);
		this.output = new ChannelOutput(channel);
	}

	private static Socket connected(SocketAddress address) {
		try {
			Socket socket = new Socket();
			socket.connect(address, TIMEOUT_MILLIS);
			return socket;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Connect to this machine.
	 * @param port the port
	 * @return the socket
	 */
	public static RespSocket connect(int port) {
		return new RespSocket(new InetSocketAddress("127.0.0.1", port));
	}

	/**
	 * Connect to a Unix domain socket.
	 * @param path its path
	 * @return the socket
	 * @throws UncheckedIOException if that fails
	 */
	public static RespSocket connect(Path path) {
		try {
			return new RespSocket(SocketChannel.open(UnixDomainSocketAddress.of(path)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Connect to this machine by TLS, and shake hands.
	 * @param port the port
	 * @param context the keys
	 * @param protocols the versions to speak; all that are usual if there are none
	 * @return the socket
	 * @throws UncheckedIOException if that fails
	 */
	public static RespSocket connect(int port, SSLContext context, String... protocols) {
		try {
			SSLSocket socket = (SSLSocket) context.getSocketFactory()
				.createSocket(connected(new InetSocketAddress("127.0.0.1", port)), "localhost", port, true);
			socket.setSoTimeout(TIMEOUT_MILLIS);
			if (protocols.length > 0) {
				socket.setEnabledProtocols(protocols);
			}
			socket.startHandshake();
			return new RespSocket(socket);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Send bytes.
	 * @param bytes the bytes, one character each
	 * @return this socket
	 */
	public RespSocket send(String bytes) {
		return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
	}

	/**
	 * Send bytes.
	 * @param bytes the bytes
	 * @return this socket
	 */
	public RespSocket send(byte[] bytes) {
		try {
			this.output.write(bytes);
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait for a reply.
	 * @return the reply
	 * @throws IllegalStateException if the connection is closed before
	 */
	public RespValue read() {
		while (!this.decoder.poll()) {
			byte[] bytes = readSome();
			if (bytes.length == 0) {
				throw new IllegalStateException("Connection was closed by the server");
			}
			this.decoder.append(Unpooled.wrappedBuffer(bytes));
		}
		return this.decoder.value();
	}

	/**
	 * Wait for several replies.
	 * @param count how many
	 * @return the replies
	 */
	public List<RespValue> read(int count) {
		List<RespValue> replies = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			replies.add(read());
		}
		return replies;
	}

	/**
	 * Send an inline request, and wait for its reply.
	 * @param request name and arguments, as a person writes them
	 * @return the reply, as {@link RespText} shows it
	 */
	public String call(String request) {
		return RespText.of(send(request + "\r\n").read());
	}

	/**
	 * Call a command in JSON, and wait for its result.
	 * @param call name and arguments, as in an inline request
	 * @return the result
	 * @throws IllegalStateException if the reply is no result
	 */
	public String json(String call) {
		RespValue reply = send("TINO.JSON " + call + "\r\n").read();
		if (reply instanceof RespValue.BulkString bulk) {
			return StandardCharsets.UTF_8.decode(bulk.bytes().duplicate()).toString();
		}
		throw new IllegalStateException(call + " is answered " + reply);
	}

	/**
	 * Call a command in JSON, and wait for its error.
	 * @param call name and arguments, as in an inline request
	 * @return the error
	 * @throws IllegalStateException if the reply is no error
	 */
	public String error(String call) {
		RespValue reply = send("TINO.JSON " + call + "\r\n").read();
		if (reply instanceof RespValue.SimpleError error) {
			return error.text();
		}
		throw new IllegalStateException(call + " is answered " + reply);
	}

	/**
	 * Wait for bytes.
	 * @param count how many
	 * @return the bytes, one character each; fewer if the connection is closed before
	 */
	public String readBytes(int count) {
		try {
			return new String(this.input.readNBytes(count), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait until the server closes the connection.
	 * @return what it has sent before, one character a byte
	 */
	public String readToEnd() {
		try {
			return new String(this.input.readAllBytes(), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private byte[] readSome() {
		try {
			int count = this.input.read(this.buffer);
			return (count < 0) ? new byte[0] : Arrays.copyOf(this.buffer, count);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Break a connection over TCP, so that the other end is told of a reset rather than
	 * of an end.
	 */
	public void reset() {
		try {
			((Socket) this.socket).setSoLinger(true, 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		close();
	}

	@Override
	public void close() {
		this.decoder.close();
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads while another thread writes, as those of the JDK do not before Java 19.
	 */
	private static final class ChannelInput extends InputStream {

		private final SocketChannel channel;

		ChannelInput(SocketChannel channel) {
			this.channel = channel;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			return this.channel.read(ByteBuffer.wrap(bytes, offset, length));
		}

	}

	/**
	 * Writes while another thread reads.
	 */
	private static final class ChannelOutput extends OutputStream {

		private final SocketChannel channel;

		ChannelOutput(SocketChannel channel) {
			this.channel = channel;
		}

		@Override
		public void write(int value) throws IOException {
			write(new byte[] { (byte) value }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
			while (buffer.hasRemaining()) {
				this.channel.write(buffer);
			}
		}

	}

}
