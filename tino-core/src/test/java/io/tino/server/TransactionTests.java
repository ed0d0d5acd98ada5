package io.tino.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.tino.command.Command;
import io.tino.command.CommandException;
import io.tino.command.Execution;
import io.tino.server.TestServer.Client;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for transactions of an application's commands. What Redis has, too, is compared
 * with it elsewhere.
 */
class TransactionTests {

	private final List<String> done = new ArrayList<>();

	private final List<Thread> threads = new ArrayList<>();

	private final TestServer server = new TestServer(TestCommand.of("DO", (spec) -> spec.arguments(1, 1), (call) -> {
		this.threads.add(Thread.currentThread());
		this.done.add("do " + TestCommand.readInt(call, 0));
		TestCommand.reply(call, TestCommand.readInt(call, 0));
	}), TestCommand.of("LATER", (spec) -> spec.execution(Execution.EVENT_LOOP),
			(call) -> CompletableFuture.runAsync(() -> TestCommand.reply(call, 7))),
			TestCommand.of("FAIL", (spec) -> spec, (call) -> {
				this.done.add("fail");
				throw new CommandException("NOTE_LOST", "no note");
			}), TestCommand.of("HALF", (spec) -> spec, (call) -> call.reply((writer) -> {
				writer.array(2);
				writer.number(1);
				throw new CommandException("NOTE_TORN", "half a note");
			})));

	private @Nullable Client client;

	private Client client() {
		Client current = this.client;
		if (current == null) {
			current = this.server.connect();
			this.client = current;
		}
		return current;
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void runsWhatIsQueuedInOrderOnOneThread() {
		assertThat(client().exchange("TINO.FORMAT json\r\nMULTI\r\nDO 1\r\nLATER\r\nDO 2\r\nPING\r\nEXEC\r\nPING\r\n"))
			.isEqualTo("+OK\r\n+OK\r\n" + "+QUEUED\r\n".repeat(4)
					+ "*4\r\n$1\r\n1\r\n$1\r\n7\r\n$1\r\n2\r\n+PONG\r\n+PONG\r\n");
		assertThat(this.done).containsExactly("do 1", "do 2");
		assertThat(this.threads).hasSize(2).containsOnly(this.threads.get(0));
	}

	@Test
	void aCallIsEncodedAsItWasWhenItWasQueued() {
		assertThat(client().exchange("MULTI\r\nTINO.JSON DO 1\r\nTINO.FORMAT json\r\n*2\r\n$2\r\nDO\r\n$1\r\n\u0002\r\n"
				+ "EXEC\r\nDO 3\r\n"))
			.isEqualTo("+OK\r\n" + "+QUEUED\r\n".repeat(3) + "*3\r\n$1\r\n1\r\n+OK\r\n$1\r\n\u0002\r\n$1\r\n3\r\n");
	}

	@Test
	void aCallThatFailsDoesNotConcernTheOthers() {
		assertThat(client().exchange("TINO.FORMAT json\r\nMULTI\r\nDO 1\r\nFAIL\r\nHALF\r\nDO 2\r\nEXEC\r\n"))
			.endsWith("*4\r\n$1\r\n1\r\n-NOTE_LOST no note\r\n-NOTE_TORN half a note\r\n$1\r\n2\r\n");
		assertThat(this.done).containsExactly("do 1", "fail", "do 2");
	}

	@Test
	void withAnExecutorACallThatFailsUndoesAll() {
		this.server.settings.transactions = (calls) -> {
			try {
				calls.run();
				this.done.add("commit");
			}
			catch (RuntimeException ex) {
				this.done.add("roll back");
				throw ex;
			}
		};
		assertThat(client()
			.exchange("TINO.FORMAT json\r\nMULTI\r\nDO 1\r\nFAIL\r\nDO 2\r\nEXEC\r\nMULTI\r\nDO 3\r\nEXEC\r\n"))
			.endsWith("-EXECABORT Transaction rolled back because of: NOTE_LOST no note\r\n"
					+ "+OK\r\n+QUEUED\r\n*1\r\n$1\r\n3\r\n");
		assertThat(this.done).containsExactly("do 1", "fail", "roll back", "do 3", "commit");
	}

	@Test
	void anExecutorThatFailsTellsNothing() {
		this.server.settings.transactions = (calls) -> {
			calls.run();
			throw new IllegalStateException("do not tell");
		};
		assertThat(client().exchange("TINO.FORMAT json\r\nMULTI\r\nDO 1\r\nEXEC\r\nPING\r\n"))
			.contains("-UNEXPECTED_ERROR \"internal error")
			.endsWith("+PONG\r\n")
			.doesNotContain("do not tell");
	}

	@Test
	void whatIsWatchedMustNotChange() {
		assertThat(client().exchange("TINO.FORMAT json\r\nWATCH note:1 note:2\r\nMULTI\r\nDO 1\r\n"))
			.endsWith("+QUEUED\r\n");
		this.server.settings.watchedKeys.changed("note:3");
		this.server.settings.watchedKeys.changed("note:2");
		assertThat(client().exchange("EXEC\r\nMULTI\r\nDO 2\r\nEXEC\r\n"))
			.isEqualTo("*-1\r\n+OK\r\n+QUEUED\r\n*1\r\n$1\r\n2\r\n");
		assertThat(this.done).containsExactly("do 2");
		assertThat(client().exchange("HELLO 3\r\nTINO.FORMAT json\r\nWATCH note:1\r\n")).endsWith("+OK\r\n");
		this.server.settings.watchedKeys.changed("note:1");
		assertThat(client().exchange("MULTI\r\nEXEC\r\nWATCH note:1\r\n")).isEqualTo("+OK\r\n_\r\n+OK\r\n");
		this.server.settings.watchedKeys.changed("note:1");
		assertThat(client().exchange("UNWATCH\r\nMULTI\r\nEXEC\r\n")).isEqualTo("+OK\r\n+OK\r\n*0\r\n");
	}

	@Test
	void keysAreForgottenWithTheConnection() {
		client().exchange("WATCH note:1\r\nMULTI\r\nDO x\r\n");
		assertThat(this.server.settings.watchedKeys.isEmpty()).isFalse();
		client().close();
		assertThat(this.server.settings.watchedKeys.isEmpty()).isTrue();
	}

	@Test
	void aTransactionIsLimited() {
		this.server.settings.maxQueuedRequests = 2;
		assertThat(client().exchange("MULTI\r\nPING\r\nPING\r\nPING\r\nEXEC\r\n"))
			.endsWith("-OVERLOADED transaction has too many requests\r\n"
					+ "-EXECABORT Transaction discarded because of previous errors.\r\n");
	}

	@Test
	void whatBelongsToTheEventLoopDoesNotRunOnAWorker() {
		assertThat(client().exchange("TINO.FORMAT json\r\nMULTI\r\nDO 1\r\nSUBSCRIBE a\r\nEXEC\r\n")).endsWith(
				"*2\r\n$1\r\n1\r\n-ERR SUBSCRIBE cannot be in a transaction together with commands that may block\r\n");
		assertThat(client().exchange("MULTI\r\nSUBSCRIBE a b\r\nEXEC\r\n"))
			.endsWith("*1\r\n-ERR SUBSCRIBE within a transaction is limited to one name\r\n");
	}

	@Test
	void whenTheServerStopsATransactionDoesNotRun() {
		client().exchange("MULTI\r\nDO x\r\n");
		client().session().drain(() -> {
		});
		assertThat(client().exchange("EXEC\r\n"))
			.isEqualTo("-EXECABORT Transaction discarded because of: UNAVAILABLE server is stopping\r\n");
		assertThat(this.done).isEmpty();
	}

	@Test
	void whenTheClientGoesNothingMoreOfItRuns() {
		Client other = this.server.connect();
		this.server.settings.transactions = (calls) -> {
			other.close();
			calls.run();
		};
		other.exchange("MULTI\r\nTINO.JSON DO 1\r\nTINO.JSON DO 2\r\nEXEC\r\n");
		assertThat(this.done).isEmpty();
	}

	@Test
	void isMeasuredCallByCall() {
		List<String> measured = new ArrayList<>();
		this.server.settings.listener = new TinoServerListener() {

			@Override
			public void callCompleted(@Nullable Command command, @Nullable String errorCode, long nanos,
					boolean started) {
				measured.add(Objects.requireNonNull(command).spec().name() + " " + errorCode);
			}

		};
		this.server.connect().exchange("MULTI\r\nFAIL\r\nPING\r\nEXEC\r\n");
		assertThat(measured).containsExactly("MULTI null", "FAIL NOTE_LOST", "PING null", "EXEC null");
	}

	@Test
	void anExecutorThatDoesNotRunAllCallsIsAnError() {
		this.server.settings.transactions = (calls) -> {
		};
		assertThat(client().exchange("TINO.FORMAT json\r\nMULTI\r\nDO 1\r\nEXEC\r\nPING\r\n"))
			.contains("-UNEXPECTED_ERROR \"internal error")
			.endsWith("+PONG\r\n")
			.doesNotContain("*1\r\n");
		this.server.settings.transactions = (calls) -> {
			try {
				calls.run();
			}
			catch (RuntimeException ex) {
				this.done.add("swallowed");
			}
		};
		assertThat(client().exchange("MULTI\r\nFAIL\r\nDO 2\r\nEXEC\r\nPING\r\n"))
			.contains("-UNEXPECTED_ERROR \"internal error")
			.endsWith("+PONG\r\n")
			.doesNotContain("*2\r\n");
		assertThat(this.done).containsExactly("fail", "swallowed");
	}

	@Test
	void anExecutorMayTryAgain() {
		this.server.settings.transactions = (calls) -> {
			calls.run();
			this.done.add("roll back");
			calls.run();
		};
		assertThat(client().exchange("TINO.FORMAT json\r\nMULTI\r\nDO 1\r\nDO 2\r\nEXEC\r\nPING\r\n"))
			.endsWith("+QUEUED\r\n*2\r\n$1\r\n1\r\n$1\r\n2\r\n+PONG\r\n");
		assertThat(this.done).containsExactly("do 1", "do 2", "roll back", "do 1", "do 2");
	}

	@Test
	void aRequestThatCannotBeQueuedAfterAPauseClosesItsConnection() {
		client().exchange("MULTI\r\n");
		Client other = this.server.connect();
		other.exchange("CLIENT PAUSE 60000 ALL\r\n");
		assertThat(client().exchange("DO 1\r\n")).isEmpty();
		client().transport().runOutOfMemory();
		assertThat(other.exchange("CLIENT UNPAUSE\r\n")).isEqualTo("+OK\r\n");
		client().transport().runTasks();
		assertThat(client().transport().isAborted()).isTrue();
	}

}
