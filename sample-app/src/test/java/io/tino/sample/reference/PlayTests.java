package io.tino.sample.reference;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.tino.testing.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for what conversations can tell apart.
 */
class PlayTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					+OK                        | +OK\\r\\n                             | +OK\\r\\n
					-ERR wrong, [or not]       | -ERR wrong, [or not]\\r\\n            | -ERR wrong, [or not]\\r\\n
					-"ERR ends: "              | -ERR ends: \\r\\n                     | -ERR ends: \\r\\n
					42                         | :42\\r\\n                             | :42\\r\\n
					-1                         | :-1\\r\\n                             | :-1\\r\\n
					"a\\r\\n\\xff\\"\\{ab*2}"  | $9\\r\\na\\r\\n\\xff"abab\\r\\n       | $9\\r\\na\\r\\n\\xff"abab\\r\\n
					nil                        | $-1\\r\\n                             | _\\r\\n
					nil[]                      | *-1\\r\\n                             | _\\r\\n
					true                       | :1\\r\\n                              | #t\\r\\n
					false                      | :0\\r\\n                              | #f\\r\\n
					,1.5                       | $3\\r\\n1.5\\r\\n                     | ,1.5\\r\\n
					txt:"a"                    | $1\\r\\na\\r\\n                       | =5\\r\\ntxt:a\\r\\n
					txt:/[a-c]/                | $1\\r\\na\\r\\n                       | =5\\r\\ntxt:a\\r\\n
					[1, "a", nil, +OK, []]     | *5\\r\\n:1\\r\\n$1\\r\\na\\r\\n$-1\\r\\n+OK\\r\\n*0\\r\\n | *5\\r\\n:1\\r\\n$1\\r\\na\\r\\n_\\r\\n+OK\\r\\n*0\\r\\n
					>["a", 1]                  | *2\\r\\n$1\\r\\na\\r\\n:1\\r\\n       | >2\\r\\n$1\\r\\na\\r\\n:1\\r\\n
					~[+a]                      | *1\\r\\n+a\\r\\n                      | ~1\\r\\n+a\\r\\n
					{"a": 1, "b": [2]}         | *4\\r\\n$1\\r\\na\\r\\n:1\\r\\n$1\\r\\nb\\r\\n*1\\r\\n:2\\r\\n | %2\\r\\n$1\\r\\na\\r\\n:1\\r\\n$1\\r\\nb\\r\\n*1\\r\\n:2\\r\\n
					unordered {"b": 2, "a": 1} | *4\\r\\n$1\\r\\na\\r\\n:1\\r\\n$1\\r\\nb\\r\\n:2\\r\\n | %2\\r\\n$1\\r\\na\\r\\n:1\\r\\n$1\\r\\nb\\r\\n:2\\r\\n
					[int, ?, ...]              | *4\\r\\n:7\\r\\n*0\\r\\n:1\\r\\n:2\\r\\n | *2\\r\\n:7\\r\\n+x\\r\\n
					""")
	void anExpectationIsMetByItsBytesAlone(String expectation, String resp2, String resp3) throws IOException {
		ReplyPattern pattern = ReplyNotation.parse(expectation);
		assertThat(pattern.matches(reply(resp2), false)).isTrue();
		assertThat(pattern.matches(reply(resp3), true)).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			2 | +OK              | $2\\r\\nOK\\r\\n
			2 | "OK"             | +OK\\r\\n
			2 | -ERR a           | -ERR b\\r\\n
			2 | 1                | :2\\r\\n
			2 | int              | $1\\r\\n1\\r\\n
			2 | /a+/             | $2\\r\\nab\\r\\n
			2 | nil              | *-1\\r\\n
			2 | nil              | _\\r\\n
			3 | nil              | $-1\\r\\n
			2 | [1]              | *2\\r\\n:1\\r\\n:1\\r\\n
			2 | [1, 2]           | *1\\r\\n:1\\r\\n
			2 | [1, 2]           | *2\\r\\n:2\\r\\n:1\\r\\n
			2 | [1, ?]           | *1\\r\\n:1\\r\\n
			2 | [1, ...]         | *1\\r\\n:2\\r\\n
			2 | unordered [1, 1] | *2\\r\\n:1\\r\\n:2\\r\\n
			2 | {"a": 1}         | *2\\r\\n$1\\r\\na\\r\\n:2\\r\\n
			2 | {"a": 1}         | %1\\r\\n$1\\r\\na\\r\\n:1\\r\\n
			3 | {"a": 1}         | *2\\r\\n$1\\r\\na\\r\\n:1\\r\\n
			2 | >["a"]           | >1\\r\\n$1\\r\\na\\r\\n
			3 | >["a"]           | *1\\r\\n$1\\r\\na\\r\\n
			3 | [">"]            | >1\\r\\n$1\\r\\n>\\r\\n
			3 | true             | :1\\r\\n
			3 | txt:"a"          | $1\\r\\na\\r\\n
			3 | txt:/a/          | =5\\r\\nmkd:a\\r\\n
			""")
	void anExpectationIsNotMetByOthers(int resp, String expectation, String wire) throws IOException {
		assertThat(ReplyNotation.parse(expectation).matches(reply(wire), resp == 3)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "$02\r\nab\r\n", "$+1\r\na\r\n", "$2\r\nabc\r\n", "*01\r\n:1\r\n", "+a\nb\r\n",
			"+a\rb\r\n", "_x\r\n", "?\r\n", "*-2\r\n", "$-2\r\n" })
	void aReplyThatRedisDoesNotWriteIsNone(String wire) {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> reply(wire));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[1", "[1]]", "[1 2]", "word", "{1}", "\"a", "[..., 1]" })
	void anExpectationThatIsNotUnderstoodIsRefused(String expectation) {
		assertThatIllegalArgumentException().isThrownBy(() -> ReplyNotation.parse(expectation));
	}

	@Test
	void aFailureShowsWhatHasBeenSaidAndHeard() {
		assertThat(failureOf("A> PING", "A< +PONG", "A> PING \"a b\"", "A< \"a b\""))
			.isEqualTo("test.resp:1: A title\nwith tino 7.4.0 in RESP2, WHOLE:\n\n  A> PING\n  A< +PONG\n"
					+ "  A> PING \"a b\"\n\ntest.resp:6 expects\n  A< \"a b\"\nbut A heard\n  A< +\"PONG\"");
	}

	@Test
	void moreThanExpectedIsAFailure() {
		assertThat(failureOf("A> PING")).contains("A should hear nothing more, but heard\n  A< +\"PONG\"");
	}

	@Test
	void aConnectionThatStaysOpenIsNotClosed() {
		assertThat(failureOf("A>(x2) PING", "A< +PONG", "A< closed"))
			.contains("test.resp:5 expects\n  A< closed\nbut A heard\n  A< +\"PONG\"");
	}

	@Test
	void aConnectionThatIsClosedHasNoReplies() {
		assertThat(failureOf("A> QUIT", "A< +PONG", "A< +PONG"))
			.contains("test.resp:5 expects\n  A< +PONG\nbut A heard\n  A< closed");
	}

	@Test
	void whatIsHeardTooEarlyIsAFailure() {
		assertThat(failureOf("A> TWICE", "A< +PONG", "A< nothing"))
			.contains("test.resp:5 expects\n  A< nothing\nbut A heard\n  A< +\"PONG\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "A< +OK", "= t\nA: +OK", "= t\nA<(tino) +OK", "= t\nA<(<7|tino) +OK",
			"= t\ndiffers: x\nA< +OK" })
	void aConversationThatIsNotUnderstoodIsRefused(String text) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ConversationReader.read("test.resp", text.lines().toList()))
			.withMessageStartingWith("test.resp:");
	}

	@Test
	void conditionsChooseLines() {
		assertThatCode(() -> play("differs: x", "A> PING", "A<(redis) +NO", "A<(tino) +PONG", "A<(<7.4) +NO",
				"A>(x2) PING", "A<(>=7.4, x2) +PONG", "A<(RESP3, RESP2) +NO", "A<(PIPELINED|redis) +NO",
				"A>(SPLIT|tino) PING", "A<(WHOLE) +PONG"))
			.doesNotThrowAnyException();
	}

	private static Reply reply(String wire) throws IOException {
		return new ReplyReader(new ByteArrayInputStream(Words.bytes(Escapes.unescape(wire)))).read();
	}

	private static String failureOf(String... lines) {
		try {
			play(lines);
		}
		catch (AssertionError ex) {
			return String.valueOf(ex.getMessage());
		}
		throw new AssertionError("No failure");
	}

	/** Play to a server that answers {@code PONG} to whatever it is asked. */
	private static void play(String... steps) {
		List<String> lines = Stream.concat(Stream.of("= A title", "hello: none"), Stream.of(steps)).toList();
		try (ScriptedServer server = new ScriptedServer(PlayTests::pong)) {
			Peer peer = new Peer("tino", "7.4.0", server.address().getPort(), 0);
			Play.once(ConversationReader.read("test.resp", lines).get(0), peer, 2, Manner.WHOLE);
		}
	}

	private static void pong(ScriptedServer.Client client) throws IOException {
		for (List<String> request = client.read(); request != null; request = client.read()) {
			client.send("+PONG\r\n".repeat(request.contains("TWICE") ? 2 : 1));
			if (request.contains("QUIT")) {
				return;
			}
		}
	}

}
