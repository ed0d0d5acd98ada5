package io.tino.spring.endpoint;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.tino.command.CallContext;
import io.tino.resp.RespValue;
import io.tino.spring.scope.TinoConnectionHolder;
import io.tino.testing.RespSocket;
import io.tino.testing.RespText;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for endpoint methods that return or take streams, over a socket.
 */
@NullMarked
class StreamEndpointTests {

	/** How often streams have been closed. */
	private static final AtomicInteger closed = new AtomicInteger();

	record Note(int id) {
	}

	@TinoError("NOTE_LOST")
	static class NoteLostException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		NoteLostException(String message) {
			super(message);
		}

	}

	@TinoEndpoint
	static class Streams {

		@TinoCommand
		Stream<Note> stream(int count) {
			return Stream.iterate(1, (id) -> id + 1).limit(count).map(Note::new).onClose(closed::incrementAndGet);
		}

		@TinoCommand
		Iterator<Note> iterator() {
			return List.of(new Note(1), new Note(2)).iterator();
		}

		@TinoCommand
		Iterable<Note> iterable() {
			return List.of(new Note(1), new Note(2));
		}

		@TinoCommand
		Flow.Publisher<Note> publisher() {
			return JdkFlowAdapter.publisherToFlowPublisher(flux());
		}

		@TinoCommand
		Flux<Note> flux() {
			return Flux.just(new Note(1), new Note(2));
		}

		@TinoCommand
		Publisher<Note> reactive() {
			return Flux.just(new Note(1), new Note(2));
		}

		@TinoCommand
		List<Note> list() {
			return List.of(new Note(1), new Note(2));
		}

		@TinoCommand
		@Nullable Stream<Note> nothing() {
			return null;
		}

		@TinoCommand
		Stream<Integer> failingStream() {
			return Stream.of(1, 2).peek((number) -> {
				if (number == 2) {
					throw new NoteLostException("second");
				}
			});
		}

		@TinoCommand
		Flux<Integer> failingFlux() {
			return Flux.just(1).concatWith(Flux.error(new NoteLostException("second")));
		}

		@TinoCommand
		Stream<Boolean> connected() {
			return Stream.of(1).map((number) -> TinoConnectionHolder.current() != null);
		}

		@TinoCommand
		Flux<Boolean> contextual() {
			return Flux.deferContextual(
					(context) -> Flux.just(context.<CallContext>get(CallContext.class).remaining() != null));
		}

		@TinoCommand
		int sum(int first, Iterator<Integer> others) {
			int sum = first;
			while (others.hasNext()) {
				sum += others.next();
			}
			return sum;
		}

		@TinoCommand
		Mono<Integer> sumFlux(Flux<Integer> numbers, int first) {
			return numbers.reduce(first, Integer::sum);
		}

		@TinoCommand
		Flow.Publisher<Integer> doubledFlow(Flow.Publisher<Integer> numbers) {
			return JdkFlowAdapter
				.publisherToFlowPublisher(JdkFlowAdapter.flowPublisherToFlux(numbers).map((number) -> number * 2));
		}

		@TinoCommand
		Stream<Integer> doubled(Iterator<Integer> numbers) {
			return Stream.generate(() -> numbers).takeWhile(Iterator::hasNext).map((all) -> all.next() * 2);
		}

	}

	@TinoEndpoint(format = TinoEndpoint.Format.RESP)
	static class Native {

		@TinoCommand
		Stream<List<Integer>> pairs(int count) {
			return Stream.iterate(1, (number) -> number + 1).limit(count).map((number) -> List.of(number, -number));
		}

	}

	private static void run(Consumer<RespSocket> test) {
		EndpointServer.run(EndpointServer.contextRunner().withUserConfiguration(Native.class), Streams.class,
				(socket) -> {
					socket.call("HELLO 3");
					socket.call("TINO.FORMAT json");
					test.accept(socket);
				});
	}

	/**
	 * Call with credit for ten items, and return all that comes until the call is over.
	 */
	private static String call(RespSocket socket, String call) {
		socket.send("TINO.CALL 1 \"\\x82\\xa6credit\\x0a\\xabdeadline-ms\\xcd\\x75\\x30\" " + call + "\r\n");
		return readToEnd(socket);
	}

	private static String readToEnd(RespSocket socket) {
		List<String> pushes = new ArrayList<>();
		boolean over = false;
		while (!over) {
			String push = readPush(socket);
			over = !push.startsWith("item") && !push.startsWith("credit");
			pushes.add(push);
		}
		return String.join(", ", pushes);
	}

	private static String readItem(RespSocket socket) {
		String push = readPush(socket);
		return push.startsWith("credit") ? readItem(socket) : push;
	}

	private static String readPush(RespSocket socket) {
		RespValue.Push push = (RespValue.Push) socket.read();
		String name = RespText.of(push.elements().get(0)).substring("tino.".length());
		return (push.elements().size() > 2) ? name + " " + RespText.of(push.elements().get(2)) : name;
	}

	@Test
	void methodsReturnStreamsOfManyKinds() {
		run((socket) -> {
			for (String command : List.of("STREAM 2", "ITERATOR", "ITERABLE", "PUBLISHER", "FLUX", "REACTIVE")) {
				assertThat(call(socket, command)).as(command).isEqualTo("item {\"id\":1}, item {\"id\":2}, end");
				assertThat(socket.call("ITER 9 " + command)).as(command).isEqualTo("*[0, *[{\"id\":1}, {\"id\":2}]]");
			}
		});
	}

	@Test
	void listsAreValues() {
		run((socket) -> assertThat(socket.call("LIST")).isEqualTo("[{\"id\":1},{\"id\":2}]"));
	}

	@Test
	void nothingIsAnEmptyStream() {
		run((socket) -> assertThat(call(socket, "NOTHING")).isEqualTo("end"));
	}

	@Test
	void streamsAreClosed() {
		run((socket) -> {
			closed.set(0);
			assertThat(socket.call("ITER 2 STREAM 3")).isEqualTo("*[1, *[{\"id\":1}, {\"id\":2}]]");
			assertThat(closed).hasValue(0);
			assertThat(socket.call("NEXT 1 2")).isEqualTo("*[0, *[{\"id\":3}]]");
			assertThat(closed).hasValue(1);
		});
	}

	@Test
	void itemsOfNativeEndpointsAreOfTheTypesOfResp() {
		run((socket) -> {
			assertThat(socket.call("ITER 1 PAIRS 9")).isEqualTo("*[1, *[*[:1, :-1]]]");
			assertThat(call(socket, "PAIRS 2")).isEqualTo("item *[:1, :-1], item *[:2, :-2], end");
		});
	}

	@Test
	void failuresHaveTheirCodes() {
		run((socket) -> {
			assertThat(call(socket, "FAILING_STREAM")).isEqualTo("item 1, error NOTE_LOST second");
			assertThat(call(socket, "FAILING_FLUX")).isEqualTo("item 1, error NOTE_LOST second");
		});
	}

	@Test
	void itemsComeFromWhereTheMethodWasCalled() {
		run((socket) -> {
			assertThat(call(socket, "CONNECTED")).isEqualTo("item true, end");
			assertThat(call(socket, "CONTEXTUAL")).isEqualTo("item true, end");
		});
	}

	private static void sendItems(RespSocket socket, String command) {
		socket.send("TINO.CALL 1 \"\\x81\\xa6credit\\x0a\" " + command + "\r\n");
		assertThat(readPush(socket)).startsWith("credit :");
	}

	@Test
	void methodsTakeStreamsBesideTheirArguments() {
		run((socket) -> {
			for (String command : List.of("SUM 1", "SUM_FLUX 1")) {
				sendItems(socket, command);
				socket.send("TINO.ITEM 1 2\r\nTINO.ITEM 1 3\r\nTINO.END 1\r\n");
				assertThat(readToEnd(socket)).as(command).isEqualTo("reply 6");
			}
		});
	}

	@Test
	void methodsAnswerWhileTheyAreSentItems() {
		run((socket) -> {
			for (String command : List.of("DOUBLED", "DOUBLED_FLOW")) {
				sendItems(socket, command);
				socket.send("TINO.ITEM 1 2\r\n");
				assertThat(readItem(socket)).as(command).isEqualTo("item 4");
				socket.send("TINO.ITEM 1 3\r\nTINO.END 1\r\n");
				assertThat(readItem(socket)).as(command).isEqualTo("item 6");
				assertThat(readToEnd(socket)).as(command).isEqualTo("end");
			}
		});
	}

	@Test
	void itemsThatDoNotFitEndTheCall() {
		run((socket) -> {
			for (String command : List.of("SUM 1", "SUM_FLUX 1")) {
				sendItems(socket, command);
				socket.send("TINO.ITEM 1 x\r\n");
				assertThat(readToEnd(socket)).as(command).contains("error INVALID_MSGPACK");
				sendItems(socket, command);
				socket.send("TINO.ITEM 1 '\"x\"'\r\n");
				assertThat(readToEnd(socket)).as(command).contains("error VALIDATION_ERROR");
				sendItems(socket, command);
				socket.send("TINO.ITEM 1 null\r\n");
				assertThat(readToEnd(socket)).as(command).contains("error VALIDATION_ERROR");
			}
		});
	}

	@Test
	void streamsAreNoArguments() {
		run((socket) -> assertThat(socket.call("COMMAND INFO sum")).contains(":2").contains("takes_stream"));
	}

}
