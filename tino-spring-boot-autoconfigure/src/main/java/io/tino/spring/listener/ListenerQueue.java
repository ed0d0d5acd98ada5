package io.tino.spring.listener;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.tino.client.TinoClient;
import io.tino.client.TinoMessage;
import io.tino.client.TinoMessageHandler;
import io.tino.client.TinoSubscription;
import io.tino.command.ErrorCode;

/**
 * The messages that wait for one listener, which handles them one after another. When
 * there are too many the subscription pauses, so that they wait with the server.
 */
final class ListenerQueue implements TinoMessageHandler<ByteBuffer> {

	private static final Logger logger = LoggerFactory.getLogger(ListenerQueue.class);

	/** How many messages are handled before other listeners have their turn. */
	private static final int TURN = 64;

	private final MessageListener listener;

	private final TinoListenerContainer.Settings settings;

	private final Object lock = new Object();

	/** Guarded by the lock, as is all below. */
	private final Queue<TinoMessage<ByteBuffer>> messages = new ArrayDeque<>();

	private @Nullable TinoSubscription subscription;

	/** Whether a thread handles messages, or is about to. */
	private boolean running;

	private boolean paused;

	private @Nullable CompletableFuture<Void> stopped;

	ListenerQueue(MessageListener listener, TinoListenerContainer.Settings settings) {
		this.listener = listener;
		this.settings = settings;
	}

	/** Subscribe. */
	void start(TinoClient client) {
		synchronized (this.lock) { // no message before the subscription is known
			this.stopped = null;
			this.subscription = client.subscribe(this.listener.topics(), this);
		}
	}

	@Override
	public void handle(TinoMessage<ByteBuffer> message) {
		boolean start;
		synchronized (this.lock) {
			if (this.stopped != null) {
				return;
			}
			this.messages.add(message);
			if (this.messages.size() >= this.settings.queueCapacity() && this.subscription != null) {
				this.paused = true;
				this.subscription.pause();
			}
			start = !this.running;
			this.running = true;
		}
		if (start) {
			execute();
		}
	}

	private void execute() {
		try {
			this.settings.executor().execute(this::run);
		}
		catch (RejectedExecutionException ex) {
			logger.error("Listener {} loses its messages: there is no thread for it", this.listener.id(), ex);
			discard();
			next();
		}
	}

	private void run() {
		for (int i = 0; i < TURN; i++) {
			TinoMessage<ByteBuffer> message = next();
			if (message == null) {
				return;
			}
			handleNow(message);
		}
		execute();
	}

	private @Nullable TinoMessage<ByteBuffer> next() {
		synchronized (this.lock) {
			TinoMessage<ByteBuffer> message = this.messages.poll();
			if (this.paused && this.messages.size() <= this.settings.queueCapacity() / 2 && this.subscription != null) {
				this.paused = false;
				this.subscription.resume();
			}
			if (message == null) {
				this.running = false;
				if (this.stopped != null) {
					this.stopped.complete(null);
				}
			}
			return message;
		}
	}

	private void handleNow(TinoMessage<ByteBuffer> message) {
		long start = System.nanoTime();
		ErrorCode error = this.listener.handle(message);
		long nanos = System.nanoTime() - start;
		for (TinoListenerObserver observer : this.settings.observers()) {
			try {
				observer.messageHandled(this.listener.id(), (error != null) ? error.name() : null, nanos);
			}
			catch (Throwable ex) {
				logger.warn("Observer {} of listeners has failed", observer.getClass().getName(), ex);
			}
		}
	}

	/**
	 * Take no more messages.
	 * @return completed when those that have come are handled
	 */
	CompletableFuture<Void> stop() {
		synchronized (this.lock) {
			if (this.stopped == null) {
				this.stopped = new CompletableFuture<>();
				this.paused = false;
				if (this.subscription != null) {
					this.subscription.close();
				}
				if (!this.running) {
					this.stopped.complete(null);
				}
			}
			return this.stopped;
		}
	}

	/** Forget the messages that wait. */
	void discard() {
		synchronized (this.lock) {
			this.messages.clear();
		}
	}

}
