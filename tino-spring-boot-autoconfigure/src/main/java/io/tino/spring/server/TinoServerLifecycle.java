package io.tino.spring.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

import io.tino.server.TinoServer;

/**
 * Starts a server when the application context is there, and stops it gracefully before
 * the beans go that its calls need.
 *
 * @since 0.1.0
 */
public final class TinoServerLifecycle implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(TinoServerLifecycle.class);

	/** After most else has started and before it stops, as web servers do. */
	private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1024;

	private final TinoServer server;

	private final Duration gracePeriod;

	private final ApplicationContext context;

	/**
	 * Create an instance.
	 * @param server the server
	 * @param gracePeriod how long calls in flight may take when the server stops
	 * @param context is told when the server runs
	 */
	public TinoServerLifecycle(TinoServer server, Duration gracePeriod, ApplicationContext context) {
		this.server = server;
		this.gracePeriod = gracePeriod;
		this.context = context;
	}

	@Override
	public void start() {
		this.server.start();
		this.context.publishEvent(new TinoServerInitializedEvent(this.context, this.server));
	}

	@Override
	public void stop(Runnable callback) {
		this.server.stop(this.gracePeriod).whenComplete((finished, failure) -> {
			if (failure != null) {
				logger.error("Stopping the server has failed", failure);
			}
			callback.run();
		});
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
		return this.server.isRunning();
	}

	/**
	 * A server that was paused would come back on another port, if it may choose.
	 */
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
