package io.tino.spring.listener;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.SmartLifecycle;

import io.tino.client.TinoClient;

/**
 * Subscribes for the listeners of an application when it starts, and gives them the
 * messages. Needs no server to be there: the client tries until it is. When the
 * application stops, messages that have come are handled before the beans go that
 * listeners need.
 *
 * @since 0.1.0
 */
public final class TinoListenerContainer implements SmartInitializingSingleton, SmartLifecycle, DisposableBean {

	/**
	 * After the server of the application has started, and before it stops.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

	private final Supplier<TinoClient> client;

	private final ListenerMethods methods;

	private final Settings settings;

	private List<ListenerQueue> queues = List.of();

	private volatile boolean running;

	/**
	 * Create a container.
	 * @param client gives what subscribes, and is only asked if there is a listener
	 * @param methods finds the listeners
	 * @param settings how messages are handled
	 */
	public TinoListenerContainer(Supplier<TinoClient> client, ListenerMethods methods, Settings settings) {
		this.client = client;
		this.methods = methods;
		this.settings = settings;
	}

	/**
	 * Find the listeners.
	 * @throws InvalidListenerException if one cannot take messages the way it is written
	 */
	@Override
	public void afterSingletonsInstantiated() {
		this.queues = this.methods.find()
			.stream()
			.map((listener) -> new ListenerQueue(listener, this.settings))
			.toList();
	}

	@Override
	public void start() {
		this.queues.forEach((queue) -> queue.start(this.client.get()));
		this.running = true;
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		CompletableFuture.allOf(this.queues.stream().map(ListenerQueue::stop).toArray(CompletableFuture[]::new))
			.whenComplete((stopped, failure) -> callback.run());
	}

	@Override
	public void stop() {
		CountDownLatch stopped = new CountDownLatch(1);
		stop(stopped::countDown);
		try {
			stopped.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isAutoStartup() {
		return this.settings.autoStartup();
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * Forget messages for which there was no time.
	 */
	@Override
	public void destroy() {
		this.queues.forEach((queue) -> {
			queue.stop();
			queue.discard();
		});
	}

	/**
	 * How messages are handled.
	 *
	 * @param executor runs listeners, and must not run them on the thread that asks
	 * @param queueCapacity how many messages may wait for a listener before its
	 * subscription pauses, at least 1
	 * @param autoStartup whether to subscribe when the application starts
	 * @param observers are told what becomes of messages
	 */
	public record Settings(Executor executor, int queueCapacity, boolean autoStartup,
			List<TinoListenerObserver> observers) {

		/**
		 * Create settings.
		 * @param executor runs listeners
		 * @param queueCapacity how many messages may wait
		 * @param autoStartup whether to subscribe when the application starts
		 * @param observers are told what becomes of messages
		 * @throws IllegalArgumentException if no message may wait
		 */
		public Settings {
			if (queueCapacity < 1) {
				throw new IllegalArgumentException("queueCapacity must be at least 1, but is " + queueCapacity);
			}
		}

	}

}
