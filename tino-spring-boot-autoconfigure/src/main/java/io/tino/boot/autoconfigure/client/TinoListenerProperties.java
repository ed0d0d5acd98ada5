package io.tino.boot.autoconfigure.client;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of listeners.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("tino.client.listener")
public class TinoListenerProperties {

	/**
	 * Whether to subscribe when the application starts.
	 */
	private boolean autoStartup = true;

	/**
	 * Maximum number of listeners that handle messages at the same time. Does not apply
	 * if virtual threads are enabled.
	 */
	private int maxThreads = 16;

	/**
	 * Maximum number of messages that wait for a listener. If there are more, no
	 * subscription reads from the connection until half of them are handled.
	 */
	private int queueCapacity = 1000;

	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	public void setAutoStartup(boolean autoStartup) {
		this.autoStartup = autoStartup;
	}

	public int getMaxThreads() {
		return this.maxThreads;
	}

	public void setMaxThreads(int maxThreads) {
		this.maxThreads = maxThreads;
	}

	public int getQueueCapacity() {
		return this.queueCapacity;
	}

	public void setQueueCapacity(int queueCapacity) {
		this.queueCapacity = queueCapacity;
	}

}
