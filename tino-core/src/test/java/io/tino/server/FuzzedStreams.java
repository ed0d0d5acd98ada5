package io.tino.server;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

import io.tino.command.Call;
import io.tino.command.Call.Reply;
import io.tino.command.CloseableIterator;
import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.Execution;

/**
 * Commands with streams, as a session under the fuzzer may call them.
 */
final class FuzzedStreams {

	private static final int ITEMS = 100;

	/** What has begun and not been ended. */
	private final AtomicInteger open;

	FuzzedStreams(AtomicInteger open) {
		this.open = open;
	}

	List<Command> all() {
		return List.of(command("COUNT", Execution.WORKER, true, false, this::count),
				command("FEED", Execution.EVENT_LOOP, true, false, (call) -> call.replyStream(new Feed(), this::item)),
				command("TAKE", Execution.EVENT_LOOP, false, true,
						(call) -> call.items(FuzzedStreams::read).subscribe(new Taker(call))),
				command("ECHO.ALL", Execution.EVENT_LOOP, true, true, (call) -> call
					.replyStream(call.items(FuzzedStreams::read), (item) -> (writer) -> writer.bulk(item))));
	}

	private static Command command(String name, Execution execution, boolean returns, boolean takes,
			TestCommand.Body body) {
		return TestCommand.of(name, (spec) -> spec.execution(execution).returnsStream(returns).takesStream(takes),
				body);
	}

	private void count(Call call) {
		this.open.incrementAndGet();
		Iterator<Integer> items = IntStream.range(0, ITEMS).iterator();
		call.replyStream(CloseableIterator.of(items, this.open::decrementAndGet), this::item);
	}

	/** Some are cut, and some cannot be written. */
	private Reply item(Integer number) {
		return (writer) -> {
			writer.bulk("x".repeat((number % 10 == 9) ? 1500 : 10));
			if (number == ITEMS / 2) {
				throw new CommandException("NOTE_NOT_FOUND", "half\r\nan item");
			}
		};
	}

	private static String read(ByteBuf payload) {
		if (payload.isReadable() && payload.getByte(payload.readerIndex()) == 'b') {
			throw new CommandException("BAD_ITEM", "bad item");
		}
		return new String(ByteBufUtil.getBytes(payload), StandardCharsets.ISO_8859_1);
	}

	/**
	 * Brings items while they are asked for.
	 */
	private final class Feed implements Flow.Publisher<Integer>, Flow.Subscription {

		private Flow.@Nullable Subscriber<? super Integer> subscriber;

		private int next;

		@Override
		public void subscribe(Flow.Subscriber<? super Integer> added) {
			FuzzedStreams.this.open.incrementAndGet();
			this.subscriber = added;
			added.onSubscribe(this);
		}

		@Override
		public void request(long count) {
			for (long left = count; left > 0 && this.subscriber != null; left--) {
				this.subscriber.onNext(this.next++);
				if (this.next == ITEMS && this.subscriber != null) {
					Flow.Subscriber<? super Integer> ended = this.subscriber;
					cancel();
					ended.onComplete();
				}
			}
		}

		@Override
		public void cancel() {
			if (this.subscriber != null) {
				this.subscriber = null;
				FuzzedStreams.this.open.decrementAndGet();
			}
		}

	}

	/**
	 * Takes items until the end, a few ahead.
	 *
	 * @param call is answered then
	 */
	private record Taker(Call call) implements Flow.Subscriber<String> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(ITEMS);
		}

		@Override
		public void onNext(String item) {
			if (item.startsWith("f")) {
				throw new IllegalStateException("do not tell");
			}
		}

		@Override
		public void onError(Throwable failure) {
			this.call.fail(failure);
		}

		@Override
		public void onComplete() {
			TestCommand.reply(this.call, "taken");
		}

	}

}
