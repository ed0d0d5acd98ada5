package io.tino.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

import io.tino.command.CloseableIterator;
import io.tino.command.CommandException;
import io.tino.command.Execution;
import io.tino.server.TestServer.Client;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Properties of the streams that answer multiplexed calls: whatever happens in whatever
 * order, each call ends exactly once, and its items come in order, with none lost or
 * doubled, and no more of them than the client takes.
 */
class StreamPropertyTests {

	private static final long WINDOW = 1 << 20;

	enum Step {

		CALL_ITERATOR, CALL_PUBLISHER, CREDIT, BYTES, CANCEL, WORK, PRODUCE, COMPLETE, FAIL, READ, CLOG

	}

	@Property(tries = 1_000)
	void eachCallEndsOnceAndItsItemsComeInOrder(@ForAll("schedules") List<Tuple.Tuple2<Step, Integer>> schedule) {
		World world = new World();
		schedule.forEach((step) -> world.apply(step.get1(), step.get2()));
		world.settle();
		world.close();
	}

	@Provide
	Arbitrary<List<Tuple.Tuple2<Step, Integer>>> schedules() {
		return Arbitraries.of(Step.class)
			.flatMap((step) -> Arbitraries.integers().between(0, 100).map((number) -> Tuple.of(step, number)))
			.list()
			.ofMaxSize(60);
	}

	/** A server, and a client that checks what comes. */
	private static final class World {

		private final List<Source> sources = new ArrayList<>();

		private final TestServer server = new TestServer(
				TestCommand.of("ITERATOR", (spec) -> spec.returnsStream(true).arguments(1, 1), (call) -> {
					int length = TestCommand.readInt(call, 0);
					call.replyStream(
							CloseableIterator.of(IntStream.range(0, length).boxed().iterator(), () -> this.closed++),
							(item) -> (writer) -> writer.bulk(text(item)));
				}), TestCommand.of("PUBLISHER", (spec) -> spec.returnsStream(true).execution(Execution.EVENT_LOOP),
						(call) -> {
							Source source = new Source();
							this.sources.add(source);
							call.replyStream(source, (item) -> (writer) -> writer.bulk(text(item)));
						}));

		private final Client client = connect();

		private final Map<Long, Received> calls = new TreeMap<>();

		private final Map<Long, Integer> credits = new HashMap<>();

		private long lastId;

		private int iterators;

		private int closed;

		private long window = WINDOW;

		/** Nothing is cut here. */
		private Client connect() {
			this.server.settings.multiplexingLimits = MultiplexingLimits.DEFAULT.withChunkBytes(1 << 20);
			return this.server.connect();
		}

		World() {
			this.client.send("HELLO 3", "TINO.FORMAT json");
		}

		/**
		 * Items of lengths up to a twenty-fifth of the window, so that it closes at
		 * times.
		 */
		private static String text(int number) {
			return number + "x".repeat((number * 7919) % 40_000);
		}

		void apply(Step step, int number) {
			switch (step) {
				case CALL_ITERATOR -> call("ITERATOR " + number);
				case CALL_PUBLISHER -> call("PUBLISHER");
				case CREDIT -> credit(number);
				case BYTES -> bytes(number * 1_000L);
				case CANCEL -> send("TINO.CANCEL " + id(number));
				case WORK -> this.client.transport().runElsewhere(this.server::runWorkers);
				case PRODUCE -> source(number, Source::produce);
				case COMPLETE -> source(number, Source::complete);
				case FAIL -> source(number, Source::fail);
				case READ -> this.client.transport().drain(this.client.session());
				case CLOG -> this.client.transport().unwritableAfter(number * 1000);
			}
			if (number % 3 != 0) { // or several things happen before the event loop runs
				receive();
			}
		}

		private void call(String command) {
			long id = ++this.lastId;
			this.calls.put(id, new Received());
			this.credits.put(id, 3);
			if (command.startsWith("ITERATOR")) {
				this.iterators++;
			}
			send("TINO.CALL " + id + " \"\\x81\\xa6credit\\x03\" " + command);
		}

		private long id(int number) {
			return (this.lastId == 0) ? 1 : 1 + number % this.lastId;
		}

		private void credit(int number) {
			this.credits.merge(id(number), number, Integer::sum);
			send("TINO.CREDIT " + id(number) + " " + number);
		}

		private void bytes(long bytes) {
			this.window += bytes;
			send("TINO.CREDIT 0 " + bytes);
		}

		private void send(String request) {
			this.client.transport().receive(this.client.session(), request + "\r\n");
		}

		private void source(int number, Consumer<Source> action) {
			if (!this.sources.isEmpty()) {
				Source source = this.sources.get(number % this.sources.size());
				if (number % 2 == 0) {
					action.accept(source);
				}
				else {
					this.client.transport().runElsewhere(() -> action.accept(source));
				}
			}
		}

		private void receive() {
			new Pushes(this.client.read()).forEach(this::received);
		}

		private void received(String name, long id, String value) {
			Received call = this.calls.get(id);
			assertThat(call).as(name + " " + id).isNotNull();
			assertThat(call.end).as("nothing comes behind the end of " + id).isNull();
			if (!name.equals("tino.item")) {
				call.end = name + " " + value;
				return;
			}
			assertThat(value).isEqualTo(text(call.items++));
			assertThat(call.items).as("no more than there is credit for").isLessThanOrEqualTo(this.credits.get(id));
			assertThat(this.window).as("an item is sent while the window is open").isPositive();
			this.window -= value.length();
		}

		/** Take everything, and end what does not end by itself. */
		void settle() {
			this.client.transport().unwritableAfter(Integer.MAX_VALUE);
			this.calls.keySet().forEach((id) -> this.credits.put(id, Integer.MAX_VALUE));
			this.calls.keySet().forEach((id) -> send("TINO.CREDIT " + id + " 1000"));
			bytes(1L << 40);
			this.sources.forEach(Source::complete);
			for (int round = 0; round < 300 && isUnsettled(); round++) {
				this.client.transport().drain(this.client.session());
				this.client.transport().runElsewhere(this.server::runWorkers);
				receive();
			}
			this.calls.forEach((id, call) -> assertThat(call.end).as("the end of " + id).isNotNull());
			assertThat(this.client.session().multiplexedCalls().running()).isZero();
			assertThat(this.closed).as("iterators that are closed").isLessThanOrEqualTo(this.iterators);
		}

		private boolean isUnsettled() {
			return this.client.session().multiplexedCalls().running() > 0
					|| this.calls.values().stream().anyMatch((call) -> call.end == null);
		}

		void close() {
			this.server.close();
		}

	}

	/** What has come of a call. */
	private static final class Received {

		private int items;

		private @Nullable String end;

	}

	/** Takes pushes apart, none of which has been cut. */
	private static final class Pushes {

		private final String bytes;

		private int index;

		Pushes(String bytes) {
			this.bytes = bytes;
		}

		void forEach(Sink sink) {
			while (this.index < this.bytes.length()) {
				int size = Integer.parseInt(line().substring(1));
				String name = bulk();
				long id = Long.parseLong(line().substring(1));
				sink.accept(name, id, (size > 2) ? bulk() : "");
			}
		}

		private String line() {
			int end = this.bytes.indexOf("\r\n", this.index);
			String line = this.bytes.substring(this.index, end);
			this.index = end + 2;
			return line;
		}

		private String bulk() {
			int length = Integer.parseInt(line().substring(1));
			String value = this.bytes.substring(this.index, this.index + length);
			this.index += length + 2;
			return value;
		}

		interface Sink {

			void accept(String name, long id, String value);

		}

	}

	/**
	 * Publishes numbers as far as it is asked to.
	 */
	private static final class Source implements Flow.Publisher<Integer>, Flow.Subscription {

		private Flow.@Nullable Subscriber<? super Integer> subscriber;

		private long requested;

		private int next;

		private boolean over;

		@Override
		public void subscribe(Flow.Subscriber<? super Integer> added) {
			this.subscriber = added;
			added.onSubscribe(this);
		}

		void produce() {
			if (this.requested > 0 && !this.over && this.subscriber != null) {
				this.requested--;
				this.subscriber.onNext(this.next++);
			}
		}

		void complete() {
			if (!this.over && this.subscriber != null) {
				this.over = true;
				this.subscriber.onComplete();
			}
		}

		void fail() {
			if (!this.over && this.subscriber != null) {
				this.over = true;
				this.subscriber.onError(new CommandException("NOTE_LOST", "no note"));
			}
		}

		@Override
		public void request(long count) {
			this.requested += count;
		}

		@Override
		public void cancel() {
			this.over = true;
		}

	}

}
