package io.tino.server;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.command.Command;
import io.tino.command.CommandRegistry;
import io.tino.command.Execution;
import io.tino.testing.RecordingTransport;
import io.tino.testing.RecordingTransport.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OutputBacklog} by sessions without sockets and threads.
 */
class SlowReaderTests {

	private static final int HIGH_WATER_MARK = 64 * 1024;

	private static final int SOFT_LIMIT = 1_000_000;

	private static final int HARD_LIMIT = 4_000_000;

	private static final int REPLY_BYTES = 1_012;

	private final Command big = TestCommand.of("BIG", (spec) -> spec.arguments(0, 1).execution(Execution.EVENT_LOOP),
			(call) -> {
				this.calls++;
				TestCommand.reply(call, "x".repeat(1000));
			});

	private final Command huge = TestCommand.of("HUGE", (spec) -> spec.execution(Execution.EVENT_LOOP),
			(call) -> TestCommand.reply(call, "x".repeat(HARD_LIMIT)));

	private final AtomicLong nanoTime = new AtomicLong();

	private final ServerContext context = context();

	private final RecordingTransport transport = new RecordingTransport();

	private final ServerSession session = new ServerSession(this.context, this.transport);

	private final List<ServerSession> others = new ArrayList<>();

	private int calls;

	private ServerContext context() {
		List<Command> commands = new ArrayList<>(BuiltInCommands.all());
		commands.add(this.big);
		commands.add(this.huge);
		ServerSettings settings = new ServerSettings();
		settings.outputLimits = new OutputLimits(SOFT_LIMIT, Duration.ofSeconds(60), HARD_LIMIT);
		settings.maxOutputBytes = 2L * HARD_LIMIT;
		return new ServerContext(settings, new CommandRegistry(commands), Runnable::run,
				new ServerSessions(new AtomicLong()), this.nanoTime::get, Clock.systemUTC());
	}

	@AfterEach
	void closeSessions() {
		this.session.closed(null);
		this.others.forEach((other) -> other.closed(null));
		assertThat(this.context.outputBudget().bytes()).as("all is given back").isZero();
	}

	@Test
	void requestsOfAReaderThatIsSlowWait() {
		readNothing();
		send("BIG\r\n".repeat(3_000));
		assertThat(this.calls * REPLY_BYTES).as("half the soft limit, and one output")
			.isBetween(SOFT_LIMIT / 2, SOFT_LIMIT / 2 + 2 * HIGH_WATER_MARK);
		assertThat(this.transport.flushes()).as("a fast one need not wait for the end of the batch").isGreaterThan(5);
		this.transport.drain(REPLY_BYTES);
		look();
		assertThat(this.calls * REPLY_BYTES).as("it reads").isLessThan(SOFT_LIMIT);
		for (int round = 0; round < 10; round++) {
			this.transport.drain(this.session);
			look();
		}
		assertThat(this.calls).isEqualTo(3_000);
		assertThat(this.transport.takeSent()).hasSize(3_000 * REPLY_BYTES);
		assertThat(this.transport.isClosed()).isFalse();
	}

	@Test
	void aClientThatSendsAllBeforeItReadsIsAnswered() {
		readNothing();
		send("BIG\r\n".repeat(3_000));
		look(20);
		assertThat(this.calls).isEqualTo(3_000);
		assertThat(this.transport.isReading()).isTrue();
		this.transport.drain(this.session);
		assertThat(this.transport.takeSent()).hasSize(3_000 * REPLY_BYTES);
	}

	@Test
	void aClientThatReadsNothingIsClosedAtTheHardLimit() {
		readNothing();
		send("BIG\r\n".repeat(100_000));
		look(20);
		assertThat(this.transport.isClosed()).isTrue();
		assertThat(this.calls * REPLY_BYTES).as("the limit, and one output")
			.isBetween(HARD_LIMIT, HARD_LIMIT + 2 * HIGH_WATER_MARK);
		assertThat(this.context.outputBudget().bytes()).isZero();
	}

	@Test
	void aReplyOverTheHardLimitCloses() {
		this.transport.readNothing(HIGH_WATER_MARK);
		send("HUGE\r\n");
		assertThat(this.transport.isClosed()).isTrue();
	}

	@Test
	void afterTheGracePeriodOverTheSoftLimitIsClosed() {
		readNothing();
		deliver(SOFT_LIMIT + 1);
		pass(Duration.ofSeconds(59));
		look();
		assertThat(this.transport.isClosed()).isFalse();
		pass(Duration.ofSeconds(1));
		look();
		assertThat(this.transport.isClosed()).isTrue();
	}

	@Test
	void whoFallsBelowTheSoftLimitBeginsAnew() {
		readNothing();
		deliver(SOFT_LIMIT + 1);
		pass(Duration.ofSeconds(59));
		this.transport.drain(SOFT_LIMIT / 2);
		deliver(SOFT_LIMIT);
		pass(Duration.ofSeconds(59));
		look();
		assertThat(this.transport.isClosed()).isFalse();
		pass(Duration.ofSeconds(1));
		look();
		assertThat(this.transport.isClosed()).isTrue();
	}

	@Test
	void messagesOverTheHardLimitClose() {
		readNothing();
		for (int i = 0; i < 4; i++) {
			deliver(HARD_LIMIT / 4);
			assertThat(this.transport.isClosed()).isFalse();
		}
		deliver(HIGH_WATER_MARK);
		assertThat(this.transport.isClosed()).isTrue();
	}

	@Test
	void smallMessagesToAReaderThatIsSlowWaitInLargeBuffers() {
		readNothing();
		deliver(HIGH_WATER_MARK + 1);
		int before = this.transport.writes();
		for (int i = 0; i < 10_000; i++) {
			deliver(10);
			this.transport.runTasks();
		}
		assertThat(this.transport.writes() - before).isLessThan(10);
		this.transport.drain(this.session);
		this.transport.drain(this.session);
		assertThat(this.transport.takeSent()).as("none is lost").hasSize(HIGH_WATER_MARK + 1 + 100_000);
	}

	@Test
	void whenNoMemoryIsLeftRequestsOfSlowReadersWaitForThemToRead() {
		useUpBudget();
		readNothing();
		send("BIG\r\n".repeat(3_000));
		look(20);
		assertThat(this.calls * REPLY_BYTES).as("whatever it does").isLessThan(4 * HIGH_WATER_MARK);
		this.others.forEach((other) -> other.closed(null));
		look();
		assertThat(this.calls * REPLY_BYTES).as("there is memory again").isGreaterThan(SOFT_LIMIT / 2);
	}

	@Test
	void whenNoMemoryIsLeftWhoDoesNotReadIsClosedAfterTheGracePeriod() {
		useUpBudget();
		readNothing();
		deliver(HIGH_WATER_MARK + 1);
		pass(Duration.ofSeconds(60));
		look();
		assertThat(this.transport.isClosed()).isTrue();
	}

	@Test
	void whenNoMemoryIsLeftMessagesOverTheSoftLimitClose() {
		useUpBudget();
		readNothing();
		deliver(SOFT_LIMIT);
		assertThat(this.transport.isClosed()).isFalse();
		deliver(HIGH_WATER_MARK);
		assertThat(this.transport.isClosed()).isTrue();
	}

	@Test
	void whenNoMemoryIsLeftThoseWhoReadNoticeNothing() {
		useUpBudget();
		this.transport.unwritableAfter(HIGH_WATER_MARK);
		send("BIG\r\n".repeat(10));
		assertThat(this.transport.takeSent()).hasSize(10 * REPLY_BYTES);
	}

	private void useUpBudget() {
		for (int i = 0; i < 9; i++) {
			RecordingTransport full = new RecordingTransport();
			full.readNothing(HIGH_WATER_MARK);
			ServerSession other = new ServerSession(this.context, full);
			this.others.add(other);
			deliver(other, SOFT_LIMIT);
		}
		assertThat(this.context.outputBudget().isUsedUp()).isTrue();
	}

	private void readNothing() {
		this.transport.readNothing(HIGH_WATER_MARK);
	}

	private void send(String bytes) {
		this.transport.receive(this.session, bytes);
	}

	private void deliver(int bytes) {
		deliver(this.session, bytes);
	}

	private static void deliver(ServerSession session, int bytes) {
		ByteBuf message = RecordingTransport.buffer("m".repeat(bytes));
		session.deliver(message);
		message.release();
	}

	private void pass(Duration time) {
		this.nanoTime.addAndGet(time.toNanos());
	}

	private void look() {
		look(1);
	}

	/** Let the time come at which slow readers are looked at. */
	private void look(int times) {
		for (int i = 0; i < times; i++) {
			this.transport.takeScheduled().stream().map(Scheduled::task).forEach(Runnable::run);
		}
	}

}
