package io.tino.server;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import io.tino.command.CallContext;
import io.tino.command.Execution;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Property tests for requests whose heads are those of the requests before: they are
 * answered as those are whose heads are taken apart, as the command's name is in other
 * letters.
 */
class RepeatedHeadPropertyTests {

	private static final String DEADLINE = "\u0081\u00abdeadline-ms";

	private static final List<String> HEADERS = List.of("", "\u0080", "\u0005", "\u00cd\u0027\u0010", "\u00cd\u0027",
			"\u0005\u0005", DEADLINE + "\u0064", DEADLINE + "\u00cd\u0027\u0010", DEADLINE + "\u0000",
			DEADLINE + "\u00ff", DEADLINE + "\u00a1x", "\u0081\u00a6tenant\u00a1a", "\u0081\u00a6tenant\u00a1b",
			"\u0081\u00a6secret\u00a1b", "\u00c0", "\u0082\u00abdeadline-ms\u0005\u00a6tenant\u00a1a",
			"\u0081\u00a6tenant\u00d9\u00ff" + "x".repeat(255));

	@Property(tries = 2_000)
	void areAnsweredAsOthersAre(@ForAll("requests") List<String> requests, @ForAll("cuts") List<Integer> cuts) {
		String wire = String.join("", requests);
		String expected = answers(wire.replace("TINO.CALL", "tino.call"), List.of());
		assertThat(answers(wire, List.of())).isEqualTo(expected);
		assertThat(answers(wire, cuts)).isEqualTo(expected);
	}

	@Property(tries = 1_000)
	void areAnsweredInOrderAsOthersAre(@ForAll("runs") List<List<String>> requests,
			@ForAll("cuts") List<Integer> cuts) {
		StringBuilder repeated = new StringBuilder();
		StringBuilder alternating = new StringBuilder();
		for (int index = 0; index < requests.size(); index++) {
			List<String> request = requests.get(index);
			String name = request.get(0);
			repeated.append(request(name, request));
			alternating.append(request((index % 2 == 0) ? name : name.toLowerCase(Locale.ROOT), request));
		}
		String expected = answers(alternating.toString(), List.of());
		assertThat(answers(repeated.toString(), List.of())).isEqualToIgnoringCase(expected);
		assertThat(answers(repeated.toString(), cuts)).isEqualToIgnoringCase(expected);
	}

	private static String request(String name, List<String> elements) {
		StringBuilder request = new StringBuilder("*" + elements.size() + "\r\n");
		append(name, request);
		elements.subList(1, elements.size()).forEach((element) -> append(element, request));
		return request.toString();
	}

	@Provide
	Arbitrary<List<List<String>>> runs() {
		Arbitrary<List<String>> requests = Arbitraries.of(List.of("SEE"), List.of("SEE", "a"),
				List.of("SEE", "a".repeat(120)), List.of("SEE", "a", "b"), List.of("SED"), List.of("CLIENT", "ID"),
				List.of("CLIENT", "GETNAME"), List.of("CLIENT"), List.of("TINO.JSON", "SEE", "1"), List.of("TINO.JSON"),
				List.of("TINO.CALL", "7", "", "SEE"), List.of("TINO.CALL"), List.of("TINO.FORMAT", "json"),
				List.of("ITER", "2", "SEE"), List.of("PING"), List.of("ECHO", "x"), List.of("MULTI"), List.of("EXEC"),
				List.of("HELLO", "2"), List.of("HELLO", "3"), List.of("x".repeat(130)), List.of(""));
		return Combinators.combine(requests, Arbitraries.integers().between(1, 4))
			.as((request, times) -> Collections.nCopies(times, request))
			.list()
			.ofMaxSize(8)
			.map((runs) -> runs.stream().flatMap(List::stream).toList());
	}

	private static String answers(String wire, List<Integer> cuts) {
		TestServer server = new TestServer(
				TestCommand.of("SEE", (spec) -> spec.execution(Execution.EVENT_LOOP).arguments(0, 1), (call) -> {
					CallContext context = call.context();
					call.reply((writer) -> writer.bulk(context.headers() + " " + context.remaining() + " "
							+ ((call.argumentCount() > 0) ? call.argument(0).readableBytes() : -1)));
				}));
		server.settings.allowedHeaders = Set.of("tenant");
		try {
			TestServer.Client client = server.connect();
			StringBuilder answers = new StringBuilder(client.send("HELLO 3"));
			int start = 0;
			for (int cut : cuts) {
				int end = Math.min(wire.length(), start + cut);
				answers.append(client.exchange(wire.substring(start, end)));
				start = end;
			}
			return answers.append(client.exchange(wire.substring(start))).toString();
		}
		finally {
			server.close();
		}
	}

	@Provide
	Arbitrary<List<String>> requests() {
		Arbitrary<List<String>> rests = Arbitraries.of(List.of("SEE"), List.of("SEE", "a"),
				List.of("SEE", "a".repeat(120)), List.of("SEE", "a", "b"), List.of("see"), List.of("SED"),
				List.of("CLIENT", "ID"), List.of("CLIENT", "GETNAME"), List.of("PING"), List.of("MULTI"), List.of());
		Arbitrary<String> calls = Combinators
			.combine(Arbitraries.of("1", "2", "12", "99", "100", "0", "01", "x1", "-1"), rests)
			.as((id, rest) -> request("TINO.CALL", id, "<headers>", rest))
			.list()
			.ofMinSize(1)
			.ofMaxSize(8)
			.map((run) -> String.join("", run));
		Arbitrary<String> runs = Combinators.combine(calls, Arbitraries.of(HEADERS))
			.as((run, headers) -> run.replace("$9\r\n<headers>", "$" + headers.length() + "\r\n" + headers));
		Arbitrary<String> others = Arbitraries.of("*1\r\n$5\r\nMULTI\r\n", "*1\r\n$4\r\nEXEC\r\n",
				"*1\r\n$5\r\nRESET\r\n*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n", "*2\r\n$5\r\nHELLO\r\n$1\r\n2\r\n",
				"*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n", "*1\r\n$3\r\nSEE\r\n", "PING\r\n",
				"*3\r\n$6\r\nCLIENT\r\n$5\r\nREPLY\r\n$4\r\nSKIP\r\n");
		return Arbitraries.<String>frequencyOf(Tuple.of(4, runs), Tuple.of(1, others)).list().ofMaxSize(5);
	}

	private static String request(String command, String id, String headers, List<String> rest) {
		StringBuilder request = new StringBuilder("*" + (3 + rest.size()) + "\r\n");
		for (String element : List.of(command, id, headers)) {
			append(element, request);
		}
		rest.forEach((element) -> append(element, request));
		return request.toString();
	}

	private static void append(String element, StringBuilder request) {
		request.append('$').append(element.length()).append("\r\n").append(element).append("\r\n");
	}

	@Provide
	Arbitrary<List<Integer>> cuts() {
		return Arbitraries.integers().between(1, 80).list().ofMaxSize(12);
	}

}
