package io.tino.client;

import java.lang.reflect.Type;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What is called when a stream is subscribed to.
 *
 * @param command the command
 * @param itemType the type of the items
 * @param reader reads items
 * @param arguments the arguments, encoded for each call
 * @param <T> the type of the items
 */
record StreamRequest<T>(String command, Type itemType, ReplyReader<T> reader, @Nullable Object[] arguments) {

	/**
	 * Make a call.
	 * @param encoder encodes the arguments
	 * @param options how to call
	 * @param startNanos when the call is made
	 * @param deadlineNanos when it has to be over, or at least begun
	 * @param subscription who wants items
	 * @param cursors makes the call if the server answers in order, {@code null} if
	 * nobody does
	 * @return the call
	 */
	StreamCall<T> call(CallEncoder encoder, TinoCallOptions options, long startNanos, long deadlineNanos,
			ItemSubscription<T> subscription, @Nullable Consumer<ClientCall<?>> cursors) {
		ClientRequest request = encoder.call(this.command, options.headers(), this.arguments);
		return new StreamCall<>(this.command, request, this.itemType, this.reader, startNanos, deadlineNanos,
				subscription, options.prefetch(), cursors);
	}

}
