package io.tino.benchmarks.tino;

import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;

import io.tino.benchmarks.peer.Metered;
import io.tino.client.TinoClient;
import io.tino.client.TinoClientListener;
import io.tino.command.Command;
import io.tino.server.TinoServerListener;

/**
 * Stands between the listeners of an application and what they listen to, and tells them
 * of calls as long as it is on.
 */
final class MeterSwitch implements BeanPostProcessor, Metered {

	/**
	 * Not volatile: no call is under way when it changes, and what begins one hands it
	 * over.
	 */
	private boolean on = true;

	@Override
	public void meters(boolean on) {
		this.on = on;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (bean instanceof TinoClientListener listener) {
			return new ClientListener(listener);
		}
		return (bean instanceof TinoServerListener listener) ? new ServerListener(listener) : bean;
	}

	private @Nullable LongConsumer switched(@Nullable LongConsumer recorder) {
		if (recorder == null) {
			return null;
		}
		return (nanos) -> {
			if (this.on) {
				recorder.accept(nanos);
			}
		};
	}

	private final class ClientListener implements TinoClientListener {

		private final TinoClientListener listener;

		ClientListener(TinoClientListener listener) {
			this.listener = listener;
		}

		@Override
		public TinoClientListener forClient(String client) {
			return new ClientListener(this.listener.forClient(client));
		}

		@Override
		public void clientBuilt(TinoClient client) {
			this.listener.clientBuilt(client);
		}

		@Override
		public void callCompleted(String command, @Nullable String errorCode, long nanos) {
			if (MeterSwitch.this.on) {
				this.listener.callCompleted(command, errorCode, nanos);
			}
		}

		@Override
		public @Nullable LongConsumer recorder(String command) {
			return switched(this.listener.recorder(command));
		}

	}

	private final class ServerListener implements TinoServerListener {

		private final TinoServerListener listener;

		ServerListener(TinoServerListener listener) {
			this.listener = listener;
		}

		@Override
		public void callStarted(Command command) {
			if (MeterSwitch.this.on) {
				this.listener.callStarted(command);
			}
		}

		@Override
		public void callCompleted(@Nullable Command command, @Nullable String errorCode, long nanos, boolean started) {
			if (MeterSwitch.this.on) {
				this.listener.callCompleted(command, errorCode, nanos, started);
			}
		}

		@Override
		public @Nullable LongConsumer recorder(Command command) {
			return switched(this.listener.recorder(command));
		}

	}

}
