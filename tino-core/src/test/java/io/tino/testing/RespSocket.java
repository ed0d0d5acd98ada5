package io.tino.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.Unpooled;

import io.tino.resp.ReplyDecoder;
import io.tino.resp.ReplyLimits;
import io.tino.resp.RespValue;

/**
 * A plain blocking socket that sends bytes as they are told and reads replies.
 */
public final class RespSocket implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 30_000;

	private final Socket socket = new Socket();

	private final ReplyDecoder decoder = new ReplyDecoder(ReplyLimits.DEFAULT);

	private final byte[] buffer = new byte[64 * 1024];

	/**
	 * Connect.
	 * @param address where to
	 * @throws UncheckedIOException if that fails
	 */
	public RespSocket(SocketAddress address) {
		try {
			this.socket.setSoTimeout(TIMEOUT_MILLIS);
			this.socket.connect(address, TIMEOUT_MILLIS);
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
			this.socket.getOutputStream().write(bytes);
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
			return new String(input().readNBytes(count), StandardCharsets.ISO_8859_1);
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
			return new String(input().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private byte[] readSome() {
		try {
			int count = input().read(this.buffer);
			return (count < 0) ? new byte[0] : Arrays.copyOf(this.buffer, count);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private InputStream input() throws IOException {
		return this.socket.getInputStream();
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

}
