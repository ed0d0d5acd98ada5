package io.tino.command;

import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.payload.PayloadFormat;
import io.tino.payload.PayloadReader;
import io.tino.payload.PayloadWriter;
import io.tino.resp.RespWriter;

/**
 * One call of a {@link Command}: its arguments, and the way to answer it.
 * <p>
 * Arguments are read on one thread, and only until the call is completed. It may be
 * completed on any thread, exactly once. Completing it when the connection is closed does
 * nothing.
 *
 * @since 0.1.0
 */
public interface Call {

	/**
	 * Return where the call comes from.
	 * @return the connection
	 */
	TinoConnection connection();

	/**
	 * Return what the call brings along besides its arguments.
	 * @return the headers and the time that is left
	 */
	CallContext context();

	/**
	 * Have something done when the call is cancelled: as the client has given it up or
	 * has gone, or as its time is over. It is done once, on whichever thread cancels the
	 * call, or at once if that has happened. A cancelled call must be completed
	 * nevertheless, as it takes up room until then; what it is completed with is dropped.
	 * @param action what to do, without blocking
	 */
	void onCancel(Runnable action);

	/**
	 * Return how the arguments are encoded, and how the result must be.
	 * @return the format
	 */
	PayloadFormat format();

	/**
	 * Return how many arguments the call has.
	 * @return a number that the command's {@link CommandSpec} allows
	 */
	int argumentCount();

	/**
	 * Return the bytes of an argument.
	 * @param index the argument, counted from 0
	 * @return a view whose readable bytes are the argument; shared, so that it stands for
	 * this argument until the next call of this method
	 */
	ByteBuf argument(int index);

	/**
	 * Return the stream that the client sends besides the arguments, to be read without
	 * blocking. Its subscriber is called on the event loop of the connection; the client
	 * sends what is asked for. If the call is over before its stream is, that ends with a
	 * {@link java.util.concurrent.CancellationException}; if the client says that the
	 * stream has failed, with a {@link CommandException}.
	 * @param reader decodes items, on the event loop; if it throws, the call has failed
	 * @param <T> the type of the items, none of which may be null
	 * @return the stream, for one subscriber
	 * @throws IllegalStateException if the command's {@link CommandSpec} does not say
	 * that it {@linkplain CommandSpec#takesStream() takes a stream}
	 */
	<T> Flow.Publisher<T> items(PayloadReader<T> reader);

	/**
	 * Return the stream that the client sends besides the arguments, to be read by one
	 * thread that may block. What it waits for ends as {@link #items} says, and when the
	 * thread is interrupted.
	 * @param reader decodes items, on the thread that takes them, which gets what it
	 * throws
	 * @param <T> the type of the items
	 * @return the stream, instead of {@link #items}
	 * @throws IllegalStateException if the command's {@link CommandSpec} does not say
	 * that it {@linkplain CommandSpec#takesStream() takes a stream}
	 */
	<T extends @Nullable Object> Iterator<T> blockingItems(PayloadReader<T> reader);

	/**
	 * Complete the call with a result, sent as one bulk string.
	 * @param value the result
	 * @param writer encodes the result, on this thread; if it throws, the call has failed
	 * @param <T> the type of the result
	 */
	<T> void reply(@Nullable T value, PayloadWriter<? super T> writer);

	/**
	 * Complete the call with a reply in the types of RESP.
	 * @param reply writes the reply, on this thread; if it throws, the call has failed
	 */
	void reply(Reply reply);

	/**
	 * Complete the call with a stream. It is subscribed to on this thread, and asked for
	 * as many items as the client takes. When the call is cancelled, so is the
	 * subscription. An item that cannot be encoded cancels it too, and fails the call.
	 * @param items the items, of a command whose {@link CommandSpec} says that it
	 * {@linkplain CommandSpec#returnsStream() returns a stream}
	 * @param replies makes what is sent for an item, on the thread that brings the item
	 * @param <T> the type of the items
	 */
	<T> void replyStream(Flow.Publisher<? extends T> items, Function<? super T, ? extends Reply> replies);

	/**
	 * Complete the call with a stream whose items are sent as bulk strings, as by
	 * {@link #replyStream(Flow.Publisher, Function)}.
	 * @param items the items
	 * @param writer encodes an item, on the thread that brings it
	 * @param <T> the type of the items
	 */
	default <T> void replyStream(Flow.Publisher<? extends T> items, PayloadWriter<? super T> writer) {
		replyStream(items, (item) -> Reply.payload(item, writer));
	}

	/**
	 * Complete the call with a stream that may block. Items are taken on threads of the
	 * worker executor, one at a time and only when the client takes them; no thread waits
	 * in between. A thread that is taking one when the call is cancelled is interrupted.
	 * @param items the items, closed on a worker when nothing more is taken; of a command
	 * whose {@link CommandSpec} says that it {@linkplain CommandSpec#returnsStream()
	 * returns a stream}
	 * @param replies makes what is sent for an item, on the same thread
	 * @param <T> the type of the items
	 */
	<T extends @Nullable Object> void replyStream(CloseableIterator<? extends T> items,
			Function<? super T, ? extends Reply> replies);

	/**
	 * Complete the call with an error. A {@link CommandException} is sent as it is;
	 * anything else is logged, and {@link ErrorCode#UNEXPECTED_ERROR} is sent.
	 * @param failure why the call failed
	 */
	void fail(Throwable failure);

	/**
	 * A reply in the types of RESP.
	 */
	@FunctionalInterface
	interface Reply {

		/** How long a payload is guessed to be: the guess has as many digits as most. */
		int EXPECTED_LENGTH = 16;

		/**
		 * Write exactly one value.
		 * @param writer where the value goes, in the version of the protocol that the
		 * connection speaks
		 */
		void write(RespWriter writer);

		/**
		 * Make a reply that is one bulk string.
		 * @param value what it is of
		 * @param payloadWriter encodes it when the reply is written
		 * @param <T> the type of the value
		 * @return the reply
		 */
		static <T> Reply payload(@Nullable T value, PayloadWriter<? super T> payloadWriter) {
			return (writer) -> {
				int mark = writer.beginBulk(EXPECTED_LENGTH);
				payloadWriter.write(value, writer.buffer());
				writer.endBulk(mark, EXPECTED_LENGTH);
			};
		}

	}

}
