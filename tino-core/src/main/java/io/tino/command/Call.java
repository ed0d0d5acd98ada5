package io.tino.command;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.tino.payload.PayloadFormat;
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

		/**
		 * Write exactly one value.
		 * @param writer where the value goes, in the version of the protocol that the
		 * connection speaks
		 */
		void write(RespWriter writer);

	}

}
