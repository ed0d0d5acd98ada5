package io.tino.testing;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import io.tino.transport.TransportConnection;
import io.tino.transport.TransportHandler;
import io.tino.transport.TransportLoop;

/**
 * A connection without a socket: keeps what is written, and runs tasks when it is told
 * to. The thread that creates it is its event loop.
 */
public final class RecordingTransport implements TransportConnection {

	private final Thread eventLoop = Thread.currentThread();

	private final ByteBufAllocator allocator;

	private final StringBuilder sent = new StringBuilder();

	private final StringBuilder queued = new StringBuilder();

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final List<Scheduled> scheduled = new ArrayList<>();

	private int writes;

	private int flushes;

	private boolean writable = true;

	private boolean readsNothing;

	private int writableBytes = Integer.MAX_VALUE;

	private @Nullable TransportHandler fastReader;

	private boolean reading = true;

	private boolean closed;

	private boolean aborted;

	private boolean elsewhere;

	private boolean ended;

	private boolean outOfMemory;

	/**
	 * Create a connection that allocates as Netty does by default.
	 */
	public RecordingTransport() {
		this(ByteBufAllocator.DEFAULT);
	}

	/**
	 * Create a connection.
	 * @param allocator allocates what is sent
	 */
	public RecordingTransport(ByteBufAllocator allocator) {
		this.allocator = allocator;
	}

	/**
	 * A task that waits for its time.
	 *
	 * @param task what to run
	 * @param delay how long to wait
	 */
	public record Scheduled(Runnable task, Duration delay) {
	}

	/**
	 * Return what has been sent, one character a byte, and forget it.
	 * @return the bytes
	 */
	public String takeSent() {
		String result = this.sent.toString();
		this.sent.setLength(0);
		return result;
	}

	/**
	 * Run the tasks that have been queued, and those that they queue.
	 */
	public void runTasks() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

	/**
	 * Run a task as if on another thread than the event loop's.
	 * @param task the task
	 */
	public void runElsewhere(Runnable task) {
		this.elsewhere = true;
		try {
			task.run();
		}
		finally {
			this.elsewhere = false;
		}
	}

	/**
	 * Return the tasks that have been scheduled since the last call.
	 * @return the tasks
	 */
	public List<Scheduled> takeScheduled() {
		List<Scheduled> result = List.copyOf(this.scheduled);
		this.scheduled.clear();
		return result;
	}

	/**
	 * Give bytes to a handler, as one batch.
	 * @param handler the handler
	 * @param bytes the bytes, one character each
	 */
	public void receive(TransportHandler handler, String bytes) {
		handler.received(buffer(bytes));
		handler.receivedAll();
	}

	/**
	 * Make a buffer.
	 * @param bytes its content, one character a byte
	 * @return the buffer
	 */
	public static ByteBuf buffer(String bytes) {
		return ByteBufAllocator.DEFAULT.buffer().writeBytes(bytes.getBytes(StandardCharsets.ISO_8859_1));
	}

	/**
	 * Become unwritable when more than some bytes are queued, until they are sent.
	 * @param bytes the number of bytes
	 */
	public void unwritableAfter(int bytes) {
		this.writableBytes = bytes;
	}

	/**
	 * Send nothing, as to a reader that reads nothing, and become unwritable when more
	 * than some bytes are queued.
	 * @param bytes the number of bytes
	 */
	public void readNothing(int bytes) {
		this.writableBytes = bytes;
		this.readsNothing = true;
	}

	/**
	 * Take what is queued off, as a reader that has caught up does.
	 * @param handler told that the connection is writable again
	 */
	public void drain(TransportHandler handler) {
		this.sent.append(this.queued);
		this.queued.setLength(0);
		this.readsNothing = false;
		this.writable = true;
		handler.writabilityChanged();
	}

	/**
	 * Send whatever is flushed at once, as to a reader that is faster than the server.
	 * @param handler told that the connection is writable again
	 */
	public void readFast(TransportHandler handler) {
		this.fastReader = handler;
	}

	/**
	 * Take some of what is queued off, as a slow reader does.
	 * @param bytes the number of bytes, fewer than make the connection writable
	 */
	public void drain(int bytes) {
		this.sent.append(this.queued, 0, bytes);
		this.queued.delete(0, bytes);
	}

	/**
	 * Let every further allocation fail.
	 */
	public void runOutOfMemory() {
		this.outOfMemory = true;
	}

	/**
	 * Let every further task be refused, as an event loop that has ended does.
	 */
	public void end() {
		this.ended = true;
	}

	public int writes() {
		return this.writes;
	}

	public int flushes() {
		return this.flushes;
	}

	public boolean isReading() {
		return this.reading;
	}

	public boolean isClosed() {
		return this.closed;
	}

	public boolean isAborted() {
		return this.aborted;
	}

	@Override
	public SocketAddress remoteAddress() {
		return new InetSocketAddress("127.0.0.1", 50_000);
	}

	@Override
	public SocketAddress localAddress() {
		return new InetSocketAddress("127.0.0.1", 7777);
	}

	@Override
	public @Nullable X509Certificate peerCertificate() {
		return null;
	}

	@Override
	public TransportLoop loop() {
		return this;
	}

	@Override
	public ByteBufAllocator allocator() {
		if (this.outOfMemory) {
			throw new OutOfMemoryError("as the test wants it");
		}
		return this.allocator;
	}

	@Override
	public void write(ByteBuf bytes) {
		this.writes++;
		this.queued.append(bytes.toString(StandardCharsets.ISO_8859_1));
		bytes.release();
		this.writable = this.queued.length() <= this.writableBytes;
	}

	@Override
	public void flush() {
		this.flushes++;
		TransportHandler fast = this.fastReader;
		if ((this.writable && !this.readsNothing) || fast != null) {
			this.sent.append(this.queued);
			this.queued.setLength(0);
		}
		if (!this.writable && fast != null) {
			this.writable = true;
			fast.writabilityChanged();
		}
	}

	@Override
	public boolean isWritable() {
		return this.writable;
	}

	@Override
	public long queuedBytes() {
		return this.queued.length();
	}

	@Override
	public void reading(boolean reading) {
		this.reading = reading;
	}

	@Override
	public void close() {
		flush();
		this.closed = true;
	}

	@Override
	public void abort() {
		this.aborted = true;
		this.closed = true;
	}

	@Override
	public boolean inEventLoop() {
		return Thread.currentThread() == this.eventLoop && !this.elsewhere;
	}

	@Override
	public boolean execute(Runnable task) {
		return !this.ended && this.tasks.add(task);
	}

	@Override
	public boolean schedule(Runnable task, Duration delay) {
		return !this.ended && this.scheduled.add(new Scheduled(task, delay));
	}

}
