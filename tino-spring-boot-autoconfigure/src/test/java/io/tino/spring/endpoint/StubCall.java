package io.tino.spring.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

import io.tino.command.Call;
import io.tino.command.CallContext;
import io.tino.command.CloseableIterator;
import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.TinoConnection;
import io.tino.payload.PayloadFormat;
import io.tino.payload.PayloadReader;
import io.tino.payload.PayloadWriter;

import static org.mockito.Mockito.mock;

/**
 * A call in JSON of which a test says what it brings along and when it is cancelled.
 */
@NullMarked
final class StubCall implements Call {

	/** The result, or the code and text of the error. */
	final CompletableFuture<@Nullable String> answer = new CompletableFuture<>();

	private final TinoConnection connection = mock(TinoConnection.class);

	private final CallContext context;

	private final List<ByteBuf> arguments = new ArrayList<>();

	private final List<Runnable> cancellations = new ArrayList<>();

	private boolean cancelled;

	StubCall(CallContext context, String... arguments) {
		this.context = context;
		for (String argument : arguments) {
			this.arguments.add(Unpooled.wrappedBuffer(argument.getBytes(StandardCharsets.UTF_8)));
		}
	}

	/** Run a command as the server does. */
	void run(Command command) {
		CallContext previous = this.context.attach();
		try {
			command.call(this);
		}
		catch (Exception ex) {
			fail(ex);
		}
		finally {
			previous.attach();
		}
	}

	void cancel() {
		this.cancelled = true;
		this.cancellations.forEach(Runnable::run);
	}

	@Override
	public TinoConnection connection() {
		return this.connection;
	}

	@Override
	public CallContext context() {
		return this.context;
	}

	@Override
	public void onCancel(Runnable action) {
		if (this.cancelled) {
			action.run();
		}
		else {
			this.cancellations.add(action);
		}
	}

	@Override
	public PayloadFormat format() {
		return PayloadFormat.JSON;
	}

	@Override
	public int argumentCount() {
		return this.arguments.size();
	}

	@Override
	public ByteBuf argument(int index) {
		return this.arguments.get(index);
	}

	@Override
	public <T> void reply(@Nullable T value, PayloadWriter<? super T> writer) {
		ByteBuf buffer = Unpooled.buffer();
		writer.write(value, buffer);
		this.answer.complete(buffer.toString(StandardCharsets.UTF_8));
	}

	@Override
	public void reply(Reply reply) {
		throw new UnsupportedOperationException("Endpoints of payloads only");
	}

	@Override
	public <T> Flow.Publisher<T> items(PayloadReader<T> reader) {
		throw new UnsupportedOperationException("Arguments only");
	}

	@Override
	public <T extends @Nullable Object> Iterator<T> blockingItems(PayloadReader<T> reader) {
		throw new UnsupportedOperationException("Arguments only");
	}

	@Override
	public <T> void replyStream(Flow.Publisher<? extends T> items, Function<? super T, ? extends Reply> replies) {
		throw new UnsupportedOperationException("Values only");
	}

	@Override
	public <T extends @Nullable Object> void replyStream(CloseableIterator<? extends T> items,
			Function<? super T, ? extends Reply> replies) {
		throw new UnsupportedOperationException("Values only");
	}

	@Override
	public void fail(Throwable failure) {
		String code = (failure instanceof CommandException error) ? error.code() : failure.getClass().getSimpleName();
		this.answer.complete(code + " " + failure.getMessage());
	}

}
