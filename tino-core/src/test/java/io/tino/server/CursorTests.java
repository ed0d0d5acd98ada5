package io.tino.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.command.CloseableIterator;
import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;
import io.tino.command.Permission;
import io.tino.server.TestServer.Client;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Cursor}, through sessions.
 */
class CursorTests {

	private final List<String> done = new ArrayList<>();

	private int produced;

	private Flow.@Nullable Subscriber<? super String> subscriber;

	private long requested;

	private boolean cancelled;

	private final List<String> completed = new ArrayList<>();

	private final TestServer server = new TestServer(
			TestCommand.of("COUNT", (spec) -> spec.returnsStream(true).arguments(1, 2), (call) -> {
				int length = (call.argumentCount() > 1) ? TestCommand.readInt(call, 1) : 0;
				Stream<String> numbers = Stream.iterate(1, (number) -> number + 1)
					.limit(TestCommand.readInt(call, 0))
					.peek((number) -> this.produced++)
					.map((number) -> number + "x".repeat(length))
					.onClose(() -> this.done.add("closed"));
				call.replyStream(CloseableIterator.of(numbers), (item) -> (writer) -> writer.bulk(item));
			}),
			TestCommand.of("FEED", (spec) -> spec.execution(Execution.EVENT_LOOP).returnsStream(true),
					(call) -> call.replyStream((Flow.Publisher<String>) this::subscribe,
							(item) -> (writer) -> writer.bulk(item))),
			TestCommand.of("NUMBERS", (spec) -> spec.execution(Execution.EVENT_LOOP).returnsStream(true),
					(call) -> call.replyStream(CloseableIterator.of(Stream.of(1, 2)),
							(item) -> (writer) -> writer.number(item))),
			TestCommand.of("FAIL", (spec) -> spec.returnsStream(true), (call) -> {
				throw new CommandException("NOTE_LOST", "no note");
			}),
			TestCommand.of("SECRET", (spec) -> spec.returnsStream(true).permission(Permission.AUTHENTICATED),
					(call) -> this.done.add("secret")),
			TestCommand.of("NOW", (spec) -> spec.execution(Execution.EVENT_LOOP).arguments(0, CommandSpec.UNLIMITED),
					(call) -> TestCommand.reply(call, 7)));

	private @Nullable Client client;

	private void subscribe(Flow.Subscriber<? super String> added) {
		this.subscriber = added;
		added.onSubscribe(new Flow.Subscription() {

			@Override
			public void request(long count) {
				CursorTests.this.requested += count;
			}

			@Override
			public void cancel() {
				CursorTests.this.cancelled = true;
			}

		});
	}

	private Flow.Subscriber<? super String> subscriber() {
		return Objects.requireNonNull(this.subscriber);
	}

	private Client client() {
		Client current = this.client;
		if (current == null) {
			current = this.server.connect();
			current.send("TINO.FORMAT json");
			this.client = current;
		}
		return current;
	}

	private String send(String... requests) {
		StringBuilder sent = new StringBuilder(client().send(requests));
		for (int round = 0; round < 200; round++) {
			client().transport().runElsewhere(this.server::runWorkers);
			sent.append(client().read());
		}
		return sent.toString();
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void itemsComeBitByBit() {
		assertThat(send("ITER 2 COUNT 5")).isEqualTo(answer("1", "1", "2"));
		assertThat(this.produced).isEqualTo(2);
		assertThat(send("PING", "NEXT 1 2")).isEqualTo("+PONG\r\n" + answer("1", "3", "4"));
		assertThat(send("NEXT 1 100")).isEqualTo(answer("0", "5"));
		assertThat(this.done).containsExactly("closed");
		assertThat(send("NEXT 1 100")).isEqualTo("-ERR no such cursor\r\n");
	}

	@Test
	void theEndIsFoundWhenThereIsNothingMore() {
		assertThat(send("ITER 2 COUNT 2")).isEqualTo(answer("1", "1", "2"));
		assertThat(send("NEXT 1 1")).isEqualTo(answer("0"));
		assertThat(send("ITER 10000 COUNT 0")).isEqualTo(answer("0"));
	}

	@Test
	void manyAreRequestedOneBehindTheOther() {
		assertThat(send("ITER 1 COUNT 4", "NEXT 1 1", "NEXT 1 1", "NEXT 1 9", "PING"))
			.isEqualTo(answer("1", "1") + answer("1", "2") + answer("1", "3") + answer("0", "4") + "+PONG\r\n");
	}

	@Test
	void itemsOfNativeCommandsAreOfTheTypesOfResp() {
		assertThat(send("ITER 9 NUMBERS")).isEqualTo("*2\r\n$1\r\n0\r\n*2\r\n:1\r\n:2\r\n");
	}

	@Test
	void anAnswerEndsWhenItIsLong() {
		String sent = send("ITER 10000 COUNT 300 10000");
		assertThat(sent).startsWith("*2\r\n$1\r\n1\r\n*105\r\n");
		assertThat(this.produced).as("no more is there than is sent").isEqualTo(105);
		assertThat(send("NEXT 1 10000")).startsWith("*2\r\n$1\r\n1\r\n*105\r\n");
		assertThat(send("NEXT 1 10000")).startsWith("*2\r\n$1\r\n0\r\n*90\r\n");
	}

	@Test
	void whatIsWrongIsRefused() {
		assertThat(send("ITER 0 COUNT 1")).isEqualTo("-ERR count must be from 1 to 10000\r\n");
		assertThat(send("ITER 10001 COUNT 1")).isEqualTo("-ERR count must be from 1 to 10000\r\n");
		assertThat(send("ITER x COUNT 1")).isEqualTo("-ERR count must be from 1 to 10000\r\n");
		assertThat(send("ITER 1")).isEqualTo("-ERR wrong number of arguments for 'iter' command\r\n");
		assertThat(send("ITER 1 NOTHING")).isEqualTo("-INVALID_COMMAND NOTHING\r\n");
		assertThat(send("ITER 1 PING")).isEqualTo("-INVALID_COMMAND PING\r\n");
		assertThat(send("ITER 1 NOW")).isEqualTo("-ERR NOW returns no stream, call it without ITER\r\n");
		assertThat(send("ITER 1 COUNT")).isEqualTo("-NUM_ARG_MISMATCH COUNT takes 1 to 2 arguments, got 0\r\n");
		assertThat(send("ITER 1 SECRET")).isEqualTo("-PERMISSION_DENIED SECRET requires authentication\r\n");
		assertThat(send("NEXT 1 1")).isEqualTo("-ERR no such cursor\r\n");
		assertThat(send("NEXT x 1")).isEqualTo("-ERR no such cursor\r\n");
		assertThat(this.produced).isZero();
		assertThat(this.done).isEmpty();
	}

	@Test
	void thePermissionIsAskedBeforeTheArgumentsAreRead() {
		client().transport()
			.receive(client().session(), "*4\r\n$4\r\nITER\r\n$1\r\n1\r\n$6\r\nSECRET\r\n$1000000\r\nxxx");
		assertThat(client().read()).isEqualTo("-PERMISSION_DENIED SECRET requires authentication\r\n");
	}

	@Test
	void notWithinATransaction() {
		send("ITER 1 COUNT 5");
		assertThat(send("MULTI", "ITER 1 COUNT 5", "NEXT 1 1", "STOP 1", "EXEC"))
			.isEqualTo("+OK\r\n" + "-ERR ITER inside MULTI is not allowed\r\n-ERR NEXT inside MULTI is not allowed\r\n"
					+ "-ERR STOP inside MULTI is not allowed\r\n"
					+ "-EXECABORT Transaction discarded because of previous errors.\r\n");
		assertThat(send("NEXT 1 1")).isEqualTo(answer("1", "2"));
	}

	@Test
	void notByMultiplexedCalls() {
		assertThat(send("HELLO 3", "TINO.CALL 1 \"\" ITER 1 COUNT 5"))
			.contains("ERR 'iter' cannot be called by TINO.CALL");
	}

	@Test
	void aCommandThatFailsAnswersWithItsError() {
		assertThat(send("ITER 1 FAIL")).isEqualTo("-NOTE_LOST no note\r\n");
		assertThat(send("NEXT 1 1")).isEqualTo("-ERR no such cursor\r\n");
	}

	@Test
	void aFailureComesBehindTheItems() {
		client().send("ITER 5 FEED");
		subscriber().onNext("a");
		subscriber().onNext("b");
		subscriber().onError(new CommandException("NOTE_LOST", "no note"));
		assertThat(client().read()).isEqualTo(answer("1", "a", "b"));
		assertThat(send("NEXT 1 1")).isEqualTo("-NOTE_LOST no note\r\n");
		assertThat(send("NEXT 1 1")).isEqualTo("-ERR no such cursor\r\n");
	}

	@Test
	void stoppingEndsTheProducer() {
		send("ITER 2 COUNT 1000000");
		assertThat(send("STOP 1", "STOP 1", "STOP 2")).isEqualTo(":1\r\n:0\r\n:0\r\n");
		assertThat(this.produced).isEqualTo(2);
		assertThat(this.done).containsExactly("closed");
	}

	@Test
	void aConnectionThatClosesEndsItsCursors() {
		client().send("ITER 2 FEED");
		boolean[] cleaned = new boolean[1];
		client().session().connection().onClose(() -> cleaned[0] = true);
		client().session().closed(null);
		assertThat(this.cancelled).isTrue();
		this.server.work();
		assertThat(cleaned[0]).isTrue();
	}

	@Test
	void cleaningUpWaitsForTheProducer() {
		send("ITER 2 COUNT 1000000");
		client().session().connection().onClose(() -> this.done.add("cleaned"));
		client().session().closed(null);
		this.server.work();
		this.server.work();
		assertThat(this.done).containsExactly("closed", "cleaned");
	}

	@Test
	void resetEndsThem() {
		send("ITER 2 COUNT 1000000");
		assertThat(send("RESET", "TINO.FORMAT json", "NEXT 1 1")).endsWith("-ERR no such cursor\r\n");
		assertThat(this.done).containsExactly("closed");
	}

	@Test
	void oneThatNobodyAsksForEnds() {
		send("ITER 2 COUNT 1000000");
		this.server.pass(Duration.ofSeconds(40));
		send("ITER 2 COUNT 1000000");
		this.server.pass(Duration.ofSeconds(20));
		runScheduled();
		assertThat(send("NEXT 1 1")).isEqualTo("-ERR no such cursor\r\n");
		assertThat(send("NEXT 2 1")).isEqualTo(answer("2", "3"));
		this.server.pass(Duration.ofSeconds(59));
		runScheduled();
		assertThat(send("NEXT 2 1")).isEqualTo(answer("2", "4"));
		assertThat(this.done).containsExactly("closed");
	}

	@Test
	void oneThatIsWaitedForStays() {
		client().send("ITER 1 FEED");
		subscriber().onNext("a");
		client().send("NEXT 1 1");
		this.server.pass(Duration.ofSeconds(100));
		runScheduled();
		subscriber().onNext("b");
		assertThat(client().read()).endsWith(answer("1", "b"));
	}

	private void runScheduled() {
		client().transport().takeScheduled().forEach((scheduled) -> scheduled.task().run());
	}

	@Test
	void thereAreNotManyOfThem() {
		this.server.settings.maxCursors = 2;
		send("ITER 2 COUNT 10", "ITER 2 COUNT 10");
		assertThat(send("ITER 2 COUNT 10")).isEqualTo("-OVERLOADED connection has 2 open cursors\r\n");
		send("STOP 1");
		assertThat(send("ITER 2 COUNT 10")).isEqualTo(answer("3", "1", "2"));
	}

	@Test
	void anotherVersionOfTheProtocolIsRefused() {
		send("ITER 2 COUNT 10");
		assertThat(send("HELLO 3", "NEXT 1 1")).endsWith("-ERR cursor was opened in RESP2\r\n");
	}

	@Test
	void aStreamIsOneCallUntilItsEnd() {
		this.server.settings.listener = new TinoServerListener() {

			@Override
			public void callCompleted(io.tino.command.Command command, @Nullable String errorCode, long nanos,
					boolean started) {
				CursorTests.this.completed.add(command.spec().name() + " " + errorCode + " " + nanos);
			}

		};
		client();
		this.completed.clear();
		send("ITER 2 COUNT 3");
		this.server.pass(Duration.ofNanos(5));
		send("NEXT 1 2");
		assertThat(this.completed).containsExactly("ITER null 0", "COUNT null 5", "NEXT null 0");
	}

	private static String answer(String cursor, String... items) {
		StringBuilder answer = new StringBuilder("*2\r\n$" + cursor.length() + "\r\n" + cursor + "\r\n");
		answer.append('*').append(items.length).append("\r\n");
		for (String item : items) {
			answer.append('$').append(item.length()).append("\r\n").append(item).append("\r\n");
		}
		return answer.toString();
	}

}
