package io.tino.spring.listener;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

import io.tino.client.TinoCallOptions;
import io.tino.client.TinoClient;
import io.tino.client.TinoMessage;
import io.tino.client.TinoMessageHandler;
import io.tino.client.TinoSubscription;
import io.tino.client.TinoTopics;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadMappers;

/**
 * A client without a server: whoever publishes hands the message to the subscribers.
 */
final class LoopbackClient implements TinoClient {

	private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

	/** Return the subscriptions that are not closed. */
	List<Subscription> subscriptions() {
		return this.subscriptions;
	}

	@Override
	public <T> CompletableFuture<@Nullable T> call(String command, Type replyType, TinoCallOptions options,
			@Nullable Object... arguments) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<@Nullable Long> publish(String channel, @Nullable Object payload) {
		ByteBuf bytes = ByteBufAllocator.DEFAULT.buffer();
		PayloadCodecs.of(PayloadMappers.messagePack()).messagePack().write(payload, bytes);
		long receivers = publishBytes(channel, ByteBufUtil.getBytes(bytes));
		bytes.release();
		return CompletableFuture.completedFuture(receivers);
	}

	long publishBytes(String channel, byte[] payload) {
		long receivers = 0;
		for (Subscription subscription : this.subscriptions) {
			if (subscription.topics.channels().contains(channel)) {
				subscription.handler.handle(new TinoMessage<>(channel, null, ByteBuffer.wrap(payload)));
				receivers++;
			}
			for (String pattern : subscription.topics.patterns()) {
				if (channel.startsWith(pattern.replace("*", ""))) {
					subscription.handler.handle(new TinoMessage<>(channel, pattern, ByteBuffer.wrap(payload)));
					receivers++;
				}
			}
		}
		return receivers;
	}

	@Override
	public TinoSubscription subscribe(TinoTopics topics, TinoMessageHandler<ByteBuffer> handler) {
		Subscription subscription = new Subscription(topics, handler);
		this.subscriptions.add(subscription);
		return subscription;
	}

	@Override
	public CompletableFuture<@Nullable Void> ping() {
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public boolean inEventLoop() {
		return false;
	}

	@Override
	public void close() {
		this.subscriptions.clear();
	}

	/**
	 * A subscription.
	 */
	final class Subscription implements TinoSubscription {

		private final TinoTopics topics;

		private final TinoMessageHandler<ByteBuffer> handler;

		private final List<String> events = new CopyOnWriteArrayList<>();

		Subscription(TinoTopics topics, TinoMessageHandler<ByteBuffer> handler) {
			this.topics = topics;
			this.handler = handler;
		}

		/** Return when it has paused and resumed. */
		List<String> events() {
			return this.events;
		}

		@Override
		public TinoTopics topics() {
			return this.topics;
		}

		@Override
		public CompletableFuture<@Nullable Void> confirmed() {
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public boolean isActive() {
			return LoopbackClient.this.subscriptions.contains(this);
		}

		@Override
		public void pause() {
			this.events.add("pause");
		}

		@Override
		public void resume() {
			this.events.add("resume");
		}

		@Override
		public void close() {
			LoopbackClient.this.subscriptions.remove(this);
		}

	}

}
