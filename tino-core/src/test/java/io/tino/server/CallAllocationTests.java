package io.tino.server;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.command.Call;
import io.tino.command.Command;
import io.tino.command.CommandRegistry;
import io.tino.command.Execution;
import io.tino.testing.DiscardingConnection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a call which is answered at once, on the event loop, costs no memory: only
 * what comes and goes at once, however many calls that are, does.
 */
class CallAllocationTests {

	private static final int BATCH = 1_000;

	private static final int BATCHES = 50;

	/**
	 * Room for what belongs to a batch, and for the JVM itself. The smallest object has
	 * 16.
	 */
	private static final int MAX_BYTES_PER_CALL = 12;

	private static final Command SAME = TestCommand.of("SAME",
			(spec) -> spec.execution(Execution.EVENT_LOOP).arguments(0, 1).completesAtOnce(true),
			CallAllocationTests::same);

	private static void same(Call call) {
		call.reply(call.argument(0), CallAllocationTests::copy);
	}

	private static void copy(ByteBuf argument, ByteBuf out) {
		out.writeBytes(argument, argument.readerIndex(), argument.readableBytes());
	}

	@ParameterizedTest
	@ValueSource(strings = { "*2\r\n$4\r\nSAME\r\n$5\r\nhello\r\n", "*1\r\n$4\r\nPING\r\n",
			"*2\r\n$4\r\nECHO\r\n$5\r\nhello\r\n",
			"*5\r\n$9\r\nTINO.CALL\r\n$6\r\n123456\r\n$0\r\n\r\n$4\r\nSAME\r\n$5\r\nhello\r\n",
			"*5\r\n$9\r\nTINO.CALL\r\n$6\r\n123456\r\n$3\r\n\u00cd\u0027\u0010\r\n$4\r\nSAME\r\n$5\r\nhello\r\n" })
	void aCallThatIsAnsweredAtOnceAllocatesNothing(String request) {
		List<Command> commands = new ArrayList<>(BuiltInCommands.all());
		commands.addAll(BuiltInCommands.multiplexing());
		commands.add(SAME);
		ServerContext context = new ServerContext(new ServerSettings(), new CommandRegistry(commands), Runnable::run,
				new ServerSessions(new AtomicLong()), System::nanoTime, Clock.systemUTC());
		DiscardingConnection transport = new DiscardingConnection(new OneBuffer());
		ServerSession session = new ServerSession(context, transport);
		receive(session, "*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n");
		String batch = request.repeat(BATCH);
		receiveAll(session, batch);
		transport.takeBytes();
		long allocated = receiveAll(session, batch);
		assertThat(transport.takeBytes()).isGreaterThanOrEqualTo(5L * BATCH * BATCHES);
		assertThat(allocated / ((double) BATCH * BATCHES)).isLessThan(MAX_BYTES_PER_CALL);
		session.closed(null);
	}

	/** Receive all batches, and return how many bytes that has allocated. */
	private static long receiveAll(ServerSession session, String batch) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		byte[] bytes = batch.getBytes(StandardCharsets.ISO_8859_1);
		long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
		for (int i = 0; i < BATCHES; i++) {
			session.received(Unpooled.wrappedBuffer(bytes));
			session.receivedAll();
		}
		return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
	}

	private static void receive(ServerSession session, String request) {
		session.received(Unpooled.wrappedBuffer(request.getBytes(StandardCharsets.ISO_8859_1)));
		session.receivedAll();
	}

	/**
	 * Gives the same buffer to all who write, as one does at a time, unwatched for leaks.
	 */
	private static final class OneBuffer extends AbstractByteBufAllocator {

		private final ByteBufAllocator unpooled = new UnpooledByteBufAllocator(false, true);

		private final ByteBuf buffer = this.unpooled.heapBuffer(128 * 1024);

		@Override
		public ByteBuf buffer(int initialCapacity) {
			return this.buffer.retain();
		}

		@Override
		protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
			return this.unpooled.heapBuffer(initialCapacity, maxCapacity);
		}

		@Override
		protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
			return this.unpooled.directBuffer(initialCapacity, maxCapacity);
		}

		@Override
		public boolean isDirectBufferPooled() {
			return false;
		}

	}

}
