package io.tino.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.command.Call;
import io.tino.command.CallContext;
import io.tino.command.CommandException;
import io.tino.command.CommandSpec;
import io.tino.command.Execution;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for calls that are used again, as their commands complete them at once.
 */
class SpareCallTests {

	private static final UnaryOperator<CommandSpec.Builder> AT_ONCE = (
			spec) -> spec.execution(Execution.EVENT_LOOP).arguments(0, 1).completesAtOnce(true);

	/** What the commands have been called by. */
	private final List<Call> calls = new ArrayList<>();

	private final List<CallContext> contexts = new ArrayList<>();

	private final TestServer server = new TestServer(TestCommand.of("SAME", AT_ONCE, this::same),
			TestCommand.of("OTHER", (spec) -> spec.execution(Execution.EVENT_LOOP).arguments(0, 1), this::same),
			TestCommand.of("FAIL", AT_ONCE, (call) -> {
				this.calls.add(call);
				throw new CommandException("SOME_ERROR", "as the test wants it");
			}), TestCommand.of("TWICE", AT_ONCE, (call) -> {
				same(call);
				same(call);
			}), TestCommand.of("LATER", AT_ONCE, this.calls::add));

	private final TestServer.Client client = this.server.connect();

	private void same(Call call) {
		this.calls.add(call);
		this.contexts.add(call.context());
		if (call.argumentCount() == 0) {
			call.reply((writer) -> writer.simpleString("none"));
			return;
		}
		call.reply(call.argument(0), SpareCallTests::copy);
	}

	private static void copy(ByteBuf argument, ByteBuf out) {
		out.writeBytes(argument, argument.readerIndex(), argument.readableBytes());
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void callsThatAreCompletedAtOnceAreUsedAgain() {
		assertThat(this.client.send("SAME a", "SAME", "SAME bb", "FAIL", "SAME c"))
			.isEqualTo("$1\r\na\r\n+none\r\n$2\r\nbb\r\n-SOME_ERROR as the test wants it\r\n$1\r\nc\r\n");
		assertThat(this.calls).hasSize(5).allMatch((call) -> call == this.calls.get(0));
	}

	@Test
	void callsOfOtherCommandsAreNot() {
		assertThat(this.client.send("OTHER a", "SAME b", "OTHER c", "SAME d"))
			.isEqualTo("$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n$1\r\nd\r\n");
		assertThat(this.calls.get(1)).isSameAs(this.calls.get(3))
			.isNotSameAs(this.calls.get(0))
			.isNotSameAs(this.calls.get(2));
		assertThat(this.calls.get(0)).isNotSameAs(this.calls.get(2));
	}

	@Test
	void multiplexedCallsAreUsedAgainWithTheirOwnIdsAndHeaders() {
		this.client.send("HELLO 3");
		assertThat(this.client.exchange(call(7, "\u0081\u00abdeadline-ms\u0064", "a") + call(8, "", "bb")
				+ call(9, "\u0081\u00abdeadline-ms\u0064", "c")))
			.isEqualTo(reply(7, "a") + reply(8, "bb") + reply(9, "c"));
		assertThat(this.calls).allMatch((call) -> call == this.calls.get(0));
		assertThat(this.contexts).extracting((context) -> context.remaining() != null)
			.containsExactly(true, false, true);
	}

	private static String call(long id, String headers, String argument) {
		return "*5\r\n$9\r\nTINO.CALL\r\n$1\r\n" + id + "\r\n$" + headers.length() + "\r\n" + headers
				+ "\r\n$4\r\nSAME\r\n$" + argument.length() + "\r\n" + argument + "\r\n";
	}

	private static String reply(long id, String payload) {
		return ">3\r\n$10\r\ntino.reply\r\n:" + id + "\r\n$" + payload.length() + "\r\n" + payload + "\r\n";
	}

	@Test
	void payloadsOfAnyLengthFollowEachOther() {
		String wire = "";
		String expected = "";
		for (int length : new int[] { 0, 5, 15, 120, 3, 2_000, 9, 20_000, 0, 99, 100 }) {
			String argument = "x".repeat(length);
			wire += "*2\r\n$4\r\nSAME\r\n$" + length + "\r\n" + argument + "\r\n";
			expected += "$" + length + "\r\n" + argument + "\r\n";
		}
		assertThat(this.client.exchange(wire)).isEqualTo(expected);
	}

	@Test
	void completingACallTwiceDoesNotAnswerAnother() {
		assertThat(this.client.send("TWICE a", "SAME b")).isEqualTo("$1\r\na\r\n$1\r\nb\r\n");
	}

	@Test
	void whenACallIsNotCompletedAtOnceAfterAllItIsNotUsedAgain() {
		assertThat(this.client.send("SAME a", "LATER x", "SAME b")).isEqualTo("$1\r\na\r\n");
		same(this.calls.remove(1));
		this.server.work();
		assertThat(this.client.exchange("")).isEqualTo("$1\r\nx\r\n$1\r\nb\r\n");
		assertThat(this.calls.get(2)).isNotSameAs(this.calls.get(1));
	}

	@Test
	void withinATransactionEachCallIsItsOwn() {
		this.client.send("MULTI", "SAME a", "SAME bb");
		assertThat(this.client.exchange("EXEC\r\n")).isEqualTo("*2\r\n$1\r\na\r\n$2\r\nbb\r\n");
		assertThat(this.calls.get(0)).isNotSameAs(this.calls.get(1));
	}

}
